import { useActivation, useBuyActivation } from '@onesms/react'
import { ServiceStep } from '../catalog/service-step.tsx'
import { CountryStep } from '../countries/country-step.tsx'
import { useSpeech } from '../i18n/language-context.tsx'
import { ActivationPanel } from '../numbers/activation-panel.tsx'
import { NumberSteps } from '../numbers/number-steps.tsx'
import { HOME } from '../route/route.ts'
import { goTo } from '../route/use-route.ts'
import { Steps } from '../ui/steps.tsx'
import { BackToNumber } from './back-to-number.tsx'
import { ConfirmStep } from './confirm-step.tsx'
import { Pending } from './pending.tsx'
import { usePlaceOf } from './use-place-of.ts'

interface BuyPageProps {
  readonly service: string | null
  readonly country: string | null
}

/** The journey from a service to its code. What is being bought comes before anything else could be. */
export function BuyPage({ service, country }: BuyPageProps) {
  const { t } = useSpeech()
  const purchase = useBuyActivation()
  const { place, isHere } = usePlaceOf(purchase, { page: 'buy', service, country })
  const { snapshot } = useActivation(purchase.data)
  if (purchase.isPending && purchase.request) {
    return <Pending isChecking={purchase.status === 'checking'} request={purchase.request} />
  }
  if (purchase.data && isHere) {
    const another = () => {
      purchase.reset()
      goTo(HOME)
    }
    return (
      <>
        <NumberSteps snapshot={purchase.data} />
        <ActivationPanel target={purchase.data} isNews>
          <button type="button" className="button" onClick={another}>
            {t.number.another}
          </button>
        </ActivationPanel>
      </>
    )
  }
  if (service !== null && country !== null)
    return <ConfirmStep service={service} country={country} purchase={purchase} />
  if (service !== null) return <CountryStep service={service} />
  return (
    <>
      {snapshot && place && <BackToNumber snapshot={snapshot} place={place} />}
      <Steps current="service" />
      <ServiceStep shop="buy" />
    </>
  )
}
