import { useServiceOf } from '../catalog/use-named.ts'
import { CountryTable } from '../countries/country-table.tsx'
import { useSpeech } from '../i18n/language-context.tsx'
import { Empty } from '../ui/empty.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { StepHeading } from '../ui/step-heading.tsx'
import { Steps } from '../ui/steps.tsx'
import { useRentalOffers } from './use-rental-offers.ts'

/** Where a number of the service can be rented. */
export function RentCountryStep({ service: code }: { readonly service: string }) {
  const { t } = useSpeech()
  const service = useServiceOf(code)
  const { data, error, isPending, refetch } = useRentalOffers(code, null)
  const title = t.countries.title(service.name)
  return (
    <section aria-busy={isPending}>
      <Steps
        current="country"
        chosen={{ service: { text: service.name, route: { page: 'rentals', service: null, country: null } } }}
      />
      <StepHeading title={title} lead={t.rentals.lead}>
        {title}
      </StepHeading>
      {isPending && <Skeleton count={10} shape="row" />}
      {error && !data && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <Empty title={t.countries.nothing(service.name)} hint={t.countries.nothingHint} />}
      {data && data.length > 0 && <CountryTable shop="rentals" service={code} offers={data} />}
    </section>
  )
}
