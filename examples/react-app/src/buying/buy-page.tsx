import { useBuyActivation } from '@onesms/react'
import { ServiceStep } from '../catalog/service-step.tsx'
import { CountryStep } from '../countries/country-step.tsx'
import { useSpeech } from '../i18n/language-context.tsx'
import { ActivationPanel } from '../numbers/activation-panel.tsx'
import { NumberSteps } from '../numbers/number-steps.tsx'
import { HOME } from '../route/route.ts'
import { goTo } from '../route/use-route.ts'
import { Steps } from '../ui/steps.tsx'
import { ConfirmStep } from './confirm-step.tsx'
import { Pending } from './pending.tsx'

interface BuyPageProps {
  readonly service: string | null
  readonly country: string | null
}

/** The journey from a service to its code. What is being bought, or was, comes before anything else could be. */
export function BuyPage({ service, country }: BuyPageProps) {
  const { t } = useSpeech()
  const purchase = useBuyActivation()
  if (purchase.isPending && purchase.request) {
    return <Pending isChecking={purchase.status === 'checking'} request={purchase.request} />
  }
  if (purchase.data) {
    return (
      <>
        <NumberSteps snapshot={purchase.data} />
        <ActivationPanel target={purchase.data} isNews>
          <button
            type="button"
            className="button"
            onClick={() => {
              purchase.reset()
              goTo(HOME)
            }}
          >
            {t.number.another}
          </button>
        </ActivationPanel>
      </>
    )
  }
  if (service !== null && country !== null) return <ConfirmStep {...{ service, country, purchase }} />
  if (service !== null) return <CountryStep service={service} />
  return (
    <>
      <Steps current="service" />
      <ServiceStep shop="buy" />
    </>
  )
}
