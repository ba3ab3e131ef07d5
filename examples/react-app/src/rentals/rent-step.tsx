import type { useRentNumber } from '@onesms/react'
import { useState } from 'react'
import { Assurances } from '../buying/assurances.tsx'
import { CapForm } from '../buying/cap-form.tsx'
import { Failure } from '../buying/failure.tsx'
import { isRequestFor } from '../buying/is-request-for.ts'
import { Summary } from '../buying/summary.tsx'
import { refOf } from '../catalog/service-ref.ts'
import { useCountryOf, useServiceOf } from '../catalog/use-named.ts'
import { useSpeech } from '../i18n/language-context.tsx'
import type { Route } from '../route/route.ts'
import { Choices } from '../ui/choices.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { StepHeading } from '../ui/step-heading.tsx'
import { Steps } from '../ui/steps.tsx'
import { byDuration, durationOf, durationText } from './duration.ts'
import { useRentalOffers } from './use-rental-offers.ts'

interface RentStepProps {
  readonly service: string
  readonly country: string
  readonly purchase: ReturnType<typeof useRentNumber>
}

/** For how long, and for how much. */
export function RentStep({ service: serviceCode, country: countryCode, purchase }: RentStepProps) {
  const { t, format } = useSpeech()
  const service = useServiceOf(serviceCode)
  const country = useCountryOf(countryCode)
  const { data, error, isPending, refetch } = useRentalOffers(serviceCode, countryCode)
  const [wanted, setWanted] = useState<number | null>(null)
  const offers = byDuration(data ?? [])
  const offer = offers.find(({ hours }) => hours === wanted) ?? offers[0]
  const services: Route = { page: 'rentals', service: null, country: null }
  const rent = (maxPrice: string, hours: number) =>
    purchase.mutate({
      service: refOf(serviceCode),
      country: refOf(countryCode),
      maxPrice,
      duration: durationOf(hours),
    })
  const { request } = purchase
  const isOfThis = isRequestFor(request, serviceCode, countryCode)
  const isSame = isOfThis && JSON.stringify(request.duration) === JSON.stringify(offer && durationOf(offer.hours))
  const before = isSame ? request.maxPrice : undefined
  return (
    <section aria-busy={isPending}>
      <Steps
        current="confirm"
        chosen={{
          service: { text: service.name, route: services },
          country: { text: format.country(country), route: { ...services, service: serviceCode } as Route },
        }}
      />
      <StepHeading title={t.confirm.rentTitle}>{t.confirm.rentTitle}</StepHeading>
      {purchase.error && isOfThis && offer && (
        <Failure error={purchase.error} onAccept={({ amount }) => rent(amount, offer.hours)} />
      )}
      {error && !data && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton count={1} shape="card" />}
      {data && (
        <div className="deal">
          <div className="card">
            <Summary
              service={service}
              country={country}
              facts={offer ? [[t.confirm.price, <strong key="price">{format.money(offer.price)}</strong>]] : []}
            />
            {offer ? (
              <>
                <Choices
                  label={t.rentals.chooseDuration}
                  isLabelShown
                  value={offer.hours}
                  onChange={setWanted}
                  options={offers.map(({ hours }) => ({ value: hours, text: durationText(hours, t, format) }))}
                />
                <CapForm
                  key={offer.hours}
                  price={offer.price}
                  before={before}
                  verb="rent"
                  onSubmit={cap => rent(cap, offer.hours)}
                />
              </>
            ) : (
              <p className="hint hint-warn">{t.confirm.soldOut}</p>
            )}
          </div>
          <Assurances back={t.confirm.rentPromise} />
        </div>
      )}
    </section>
  )
}
