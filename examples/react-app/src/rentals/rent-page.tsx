import { useRentNumber } from '@onesms/react'
import { Pending } from '../buying/pending.tsx'
import { ServiceStep } from '../catalog/service-step.tsx'
import { useSpeech } from '../i18n/language-context.tsx'
import { NumberSteps } from '../numbers/number-steps.tsx'
import { RentalPanel } from '../numbers/rental-panel.tsx'
import { goTo } from '../route/use-route.ts'
import { Steps } from '../ui/steps.tsx'
import { RentCountryStep } from './rent-country-step.tsx'
import { RentStep } from './rent-step.tsx'

interface RentPageProps {
  readonly service: string | null
  readonly country: string | null
}

/** The journey to a rented number, as that to a code. */
export function RentPage({ service, country }: RentPageProps) {
  const { t } = useSpeech()
  const purchase = useRentNumber()
  if (purchase.isPending && purchase.request) {
    return <Pending isChecking={purchase.status === 'checking'} request={purchase.request} />
  }
  if (purchase.data) {
    return (
      <>
        <NumberSteps snapshot={purchase.data} />
        <RentalPanel target={purchase.data} isNews>
          <button
            type="button"
            className="button"
            onClick={() => {
              purchase.reset()
              goTo({ page: 'rentals', service: null, country: null })
            }}
          >
            {t.number.anotherRental}
          </button>
        </RentalPanel>
      </>
    )
  }
  if (service !== null && country !== null) return <RentStep {...{ service, country, purchase }} />
  if (service !== null) return <RentCountryStep service={service} />
  return (
    <>
      <Steps current="service" />
      <ServiceStep shop="rentals" />
    </>
  )
}
