import { useRental, useRentNumber } from '@onesms/react'
import { BackToNumber } from '../buying/back-to-number.tsx'
import { Pending } from '../buying/pending.tsx'
import { usePlaceOf } from '../buying/use-place-of.ts'
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
  const { place, isHere } = usePlaceOf(purchase, { page: 'rentals', service, country })
  const { snapshot } = useRental(purchase.data)
  if (purchase.isPending && purchase.request) {
    return <Pending isChecking={purchase.status === 'checking'} request={purchase.request} />
  }
  if (purchase.data && isHere) {
    const another = () => {
      purchase.reset()
      goTo({ page: 'rentals', service: null, country: null })
    }
    return (
      <>
        <NumberSteps snapshot={purchase.data} />
        <RentalPanel target={purchase.data} isNews>
          <button type="button" className="button" onClick={another}>
            {t.number.anotherRental}
          </button>
        </RentalPanel>
      </>
    )
  }
  if (service !== null && country !== null) return <RentStep service={service} country={country} purchase={purchase} />
  if (service !== null) return <RentCountryStep service={service} />
  return (
    <>
      {snapshot && place && <BackToNumber snapshot={snapshot} place={place} />}
      <Steps current="service" />
      <ServiceStep shop="rentals" />
    </>
  )
}
