import type { useBuyActivation } from '@onesms/react'
import { refOf } from '../catalog/service-ref.ts'
import { useCountryIndex, useCountryOf, useServiceOf } from '../catalog/use-named.ts'
import { countryRows, isSoldOut } from '../countries/rows.ts'
import { useOffersOf } from '../countries/use-offers-of.ts'
import { useSpeech } from '../i18n/language-context.tsx'
import { formatRoute, HOME, type Route } from '../route/route.ts'
import { ErrorNote } from '../ui/error-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { StepHeading } from '../ui/step-heading.tsx'
import { Steps } from '../ui/steps.tsx'
import { Assurances } from './assurances.tsx'
import { CapForm } from './cap-form.tsx'
import { Failure } from './failure.tsx'
import { isRequestFor } from './is-request-for.ts'
import { Summary } from './summary.tsx'

interface ConfirmStepProps {
  readonly service: string
  readonly country: string
  readonly purchase: ReturnType<typeof useBuyActivation>
}

/** The third step: for how much. */
export function ConfirmStep({ service: serviceCode, country: countryCode, purchase }: ConfirmStepProps) {
  const { t, format } = useSpeech()
  const service = useServiceOf(serviceCode)
  const country = useCountryOf(countryCode)
  const index = useCountryIndex()
  const { offers, error, look } = useOffersOf(serviceCode)
  const rows = offers && countryRows(offers, { index, nameOf: format.country })
  const row = rows?.find(({ code }) => code === countryCode)
  const countries: Route = { page: 'buy', service: serviceCode, country: null }
  const buy = (maxPrice: string) =>
    purchase.mutate({ service: refOf(serviceCode), country: refOf(countryCode), maxPrice })
  const { request } = purchase
  const isOfThis = isRequestFor(request, serviceCode, countryCode)
  const facts = row && [
    [t.confirm.price, <strong key="price">{format.money(row.price)}</strong>] as const,
    [t.confirm.stock, row.stock === null ? t.countries.untold : format.count(row.stock)] as const,
  ]
  return (
    <section aria-busy={!offers && !error}>
      <Steps
        current="confirm"
        chosen={{
          service: { text: service.name, route: HOME },
          country: { text: format.country(country), route: countries },
        }}
      />
      <StepHeading title={t.confirm.title}>{t.confirm.title}</StepHeading>
      {purchase.error && isOfThis && <Failure error={purchase.error} onAccept={({ amount }) => buy(amount)} />}
      {error && <ErrorNote error={error} onRetry={look} />}
      {!offers && !error && <Skeleton count={1} shape="card" />}
      {offers && (
        <div className="deal">
          <div className="card">
            <Summary service={service} country={country} facts={facts ?? []} />
            {row && !isSoldOut(row) ? (
              <CapForm price={row.price} before={isOfThis ? request.maxPrice : undefined} verb="buy" onSubmit={buy} />
            ) : (
              <p className="hint hint-warn">
                {t.confirm.soldOut} <a href={formatRoute(countries)}>{t.confirm.elsewhere}</a>
              </p>
            )}
          </div>
          <Assurances back={t.confirm.promise} />
        </div>
      )}
    </section>
  )
}
