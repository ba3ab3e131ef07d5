import type { Country, CountryRef, Provider, RowProblems, ScanReport, Service } from '@onesms/sdk'
import { OfferLines } from './offer-lines.ts'
import type { CatalogStats, RowFaults } from './stats.ts'
import { cleanText, isStorableId } from './text.ts'

/** A whole catalog as a provider told it, read but not yet judged. */
export interface Candidate {
  readonly provider: Pick<Provider, 'id' | 'name' | 'currency'>
  readonly services: readonly Service[]
  readonly countries: readonly Country[]
  /** The offers as text for COPY: native country, native service, operator, supplier, price, stock. */
  readonly lines: readonly string[]
  /** Native ids of the countries that answered: what is missing there is gone, what is missing elsewhere was not seen. */
  readonly observed: readonly string[]
  readonly failed: readonly { readonly country: string; readonly reason: string }[]
  readonly stats: CatalogStats
  readonly faults: RowFaults
  readonly problems: Readonly<RowProblems>
  /** How many countries were asked for. */
  readonly asked: number
  readonly requests: number
  readonly bytes: number
}

/**
 * Reads a provider's catalog: three reads or more, no write. Reads no further once the signal is aborted.
 *
 * @throws what the provider throws, and when offers are in another currency than the account.
 */
export async function collectCandidate(
  provider: Provider,
  {
    countries,
    signal,
    onCountry,
  }: {
    /** Default: every country the provider lists. */
    readonly countries?: readonly CountryRef[] | undefined
    readonly signal: AbortSignal
    readonly onCountry?: (done: number, of: number) => void
  },
): Promise<Candidate> {
  const { catalog, id, name, currency } = provider
  const listedServices = byNativeId(await catalog.services({ signal }))
  const listedCountries = byNativeId(await catalog.countries({ signal }))
  const asked = countries?.length ?? listedCountries.size
  const offers = new OfferLines()
  const answered = new Set<string>()
  const failed = new Map<string, string>()

  // For everything no list is passed on: a country that is sold and not listed would be dropped.
  const scan = catalog.scan(countries ? { countries } : {}, { signal })
  let step = await scan.next()
  for (; !step.done; step = await scan.next()) {
    signal.throwIfAborted()
    const batch = step.value
    if (batch.kind === 'failed') {
      if (isStorableId(batch.country)) failed.set(batch.country, cleanText(batch.error.message))
    } else {
      if (batch.currency !== currency) {
        throw new Error(
          `the offers of country ${batch.country} are in ${batch.currency}, the account is in ${currency}`,
        )
      }
      if (isStorableId(batch.country)) answered.add(batch.country)
      offers.add(batch)
    }
    onCountry?.(answered.size + failed.size, asked)
  }
  const report: ScanReport = step.value
  // A country the answer leaves out has nothing to sell, unless so many are left out that the answer itself is in doubt.
  for (const country of report.missing.filter(isStorableId)) {
    if (!report.partial) answered.add(country)
    else if (!failed.has(country)) failed.set(country, 'missing in the answer')
  }
  const observed = [...answered].filter(country => !failed.has(country))
  const { problems } = report
  return {
    provider: { id, name, currency },
    services: complete(listedServices, offers.services, nativeId => ({ slug: null, nativeId, name: nativeId })),
    countries: complete(listedCountries, answered, nativeId => ({ iso: null, nativeId, name: nativeId })),
    lines: offers.text,
    observed,
    failed: [...failed].map(([country, reason]) => ({ country, reason })),
    stats: { ...offers.stats(), countries: observed.length, currency },
    faults: {
      invalid: problems.price + problems.stock + problems.id + offers.invalid,
      duplicates: problems.duplicate + offers.duplicates,
    },
    problems,
    asked,
    requests: report.requests + 2,
    bytes: report.bytes,
  }
}

function byNativeId<T extends { readonly nativeId: string }>(listed: readonly T[]): Map<string, T> {
  return new Map(listed.filter(({ nativeId }) => isStorableId(nativeId)).map(entry => [entry.nativeId, entry]))
}

/** The listed ones, and after them those that only the offers name. */
function complete<T>(
  listed: ReadonlyMap<string, T>,
  seen: ReadonlySet<string>,
  create: (nativeId: string) => T,
): readonly T[] {
  return [...listed.values(), ...[...seen].filter(id => !listed.has(id)).map(create)]
}
