import { useServiceOf } from '../catalog/use-named.ts'
import { useSpeech } from '../i18n/language-context.tsx'
import { HOME } from '../route/route.ts'
import { Empty } from '../ui/empty.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { StepHeading } from '../ui/step-heading.tsx'
import { Steps } from '../ui/steps.tsx'
import { CountryTable } from './country-table.tsx'
import { useOffersOf } from './use-offers-of.ts'

/** The second step: where the number is from. */
export function CountryStep({ service: code }: { readonly service: string }) {
  const { t } = useSpeech()
  const service = useServiceOf(code)
  const { offers, isStale, error, look } = useOffersOf(code)
  const title = t.countries.title(service.name)
  return (
    <section aria-busy={!offers && !error}>
      <Steps current="country" chosen={{ service: { text: service.name, route: HOME } }} />
      <StepHeading title={title} lead={isStale && offers ? t.countries.staleLead : t.countries.lead}>
        {title}
      </StepHeading>
      {!offers && !error && <Skeleton count={10} shape="row" />}
      {error && <ErrorNote error={error} onRetry={look} />}
      {offers?.length === 0 && (
        <Empty title={t.countries.nothing(service.name)} hint={t.countries.nothingHint}>
          <button type="button" className="button" onClick={look}>
            {t.countries.again}
          </button>
        </Empty>
      )}
      {offers && offers.length > 0 && <CountryTable shop="buy" service={code} offers={offers} />}
    </section>
  )
}
