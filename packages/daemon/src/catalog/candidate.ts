import type {
  Country,
  CountryRef,
  FailedBatch,
  OfferBatch,
  Provider,
  RowProblems,
  ScanReport,
  Service,
} from '@onesms/sdk'
import type { CatalogStats, RowFaults } from './stats.ts'

/** A whole catalog as a provider told it, read but not yet judged. */
export interface Candidate {
  readonly provider: Pick<Provider, 'id' | 'name' | 'currency'>
  readonly services: readonly Service[]
  readonly countries: readonly Country[]
  /** The offers as lines for COPY, see {@link COPY_COLUMNS}. */
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

/** The columns of {@link Candidate.lines}, in order. */
export const COPY_COLUMNS = ['native_country', 'native_service', 'operator', 'supplier', 'price', 'stock'] as const

/** Reads a provider's catalog: three reads or more, no write. */
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
  const listedServices = await catalog.services({ signal })
  const listedCountries = await catalog.countries({ signal })
  const builder = new CandidateBuilder(currency)
  const wanted = countries ?? listedCountries.map(({ nativeId }) => ({ nativeId }))
  const asked = wanted.length
  const scan = catalog.scan({ countries: wanted }, { signal })
  let step = await scan.next()
  for (; !step.done; step = await scan.next()) {
    builder.add(step.value)
    onCountry?.(builder.observed.size, asked)
  }
  const report: ScanReport = step.value
  // A country the answer leaves out has nothing to sell, unless so many are left out that the answer itself is in doubt.
  if (!report.partial)
    for (const country of report.missing) if (!builder.failed.has(country)) builder.observed.add(country)
  const { invalid, duplicates } = countFaults(report.problems, builder.duplicates)
  return {
    provider: { id, name, currency },
    services: complete(listedServices, builder.services, nativeId => ({ slug: null, nativeId, name: nativeId })),
    countries: complete(listedCountries, builder.observed, nativeId => ({ iso: null, nativeId, name: nativeId })),
    lines: builder.lines,
    observed: [...builder.observed],
    failed: [
      ...[...builder.failed].map(([country, reason]) => ({ country, reason })),
      ...(report.partial ? report.missing : [])
        .filter(country => !builder.failed.has(country))
        .map(country => ({ country, reason: 'missing in the answer' })),
    ],
    stats: { ...builder.stats(), countries: asked - (report.partial ? report.missing.length : builder.failed.size) },
    faults: { invalid, duplicates },
    problems: report.problems,
    asked,
    requests: report.requests + 2,
    bytes: report.bytes,
  }
}

/** Turns batches into lines for COPY and counts as it goes; a doubled key is taken once. */
class CandidateBuilder {
  readonly lines: string[] = []
  readonly observed = new Set<string>()
  readonly failed = new Map<string, string>()
  readonly services = new Set<string>()
  duplicates = 0
  readonly #currency: string
  readonly #keys = new Map<string, Set<string>>()
  #offers = 0
  #zeroStock = 0
  #totalStock = 0
  #priceSum = 0

  constructor(currency: string) {
    this.#currency = currency
  }

  add(batch: OfferBatch | FailedBatch): void {
    if (batch.kind === 'failed') {
      this.failed.set(batch.country, batch.error.message)
      return
    }
    this.observed.add(batch.country)
    if (batch.currency !== this.#currency) {
      throw new Error(
        `the offers of country ${batch.country} are in ${batch.currency}, the account is in ${this.#currency}`,
      )
    }
    const keys = this.#keysOf(batch.country)
    const country = escapeCopy(batch.country)
    let text = ''
    for (const [row, service] of batch.service.entries()) {
      const operator = batch.operator?.[row] ?? ''
      const supplier = batch.supplier?.[row] ?? ''
      const key = operator === '' && supplier === '' ? service : `${service}\t${operator}\t${supplier}`
      if (keys.has(key)) {
        this.duplicates += 1
        continue
      }
      keys.add(key)
      const stock = batch.stock[row] ?? null
      text += `${country}\t${escapeCopy(service)}\t${escapeCopy(operator)}\t${escapeCopy(supplier)}\t${batch.price[row]}\t${stock ?? '\\N'}\n`
      this.services.add(service)
      this.#offers += 1
      this.#totalStock += stock ?? 0
      this.#priceSum += Number(batch.price[row])
      if (stock === 0) this.#zeroStock += 1
    }
    if (text !== '') this.lines.push(text)
  }

  stats(): Omit<CatalogStats, 'countries'> {
    return {
      offers: this.#offers,
      services: this.services.size,
      zeroStock: this.#zeroStock,
      totalStock: this.#totalStock,
      priceSum: this.#priceSum,
      currency: this.#currency,
    }
  }

  #keysOf(country: string): Set<string> {
    const known = this.#keys.get(country)
    if (known) return known
    const keys = new Set<string>()
    this.#keys.set(country, keys)
    return keys
  }
}

const SPECIAL = /[\\\t\n\r]/

function escapeCopy(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, character => ESCAPES[character] ?? character) : text
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function countFaults(problems: Readonly<RowProblems>, doubled: number): RowFaults {
  return { invalid: problems.price + problems.stock + problems.id, duplicates: problems.duplicate + doubled }
}

/** The listed ones, and after them those that only the offers name. */
function complete<T extends { readonly nativeId: string }>(
  listed: readonly T[],
  seen: ReadonlySet<string>,
  create: (nativeId: string) => T,
): readonly T[] {
  const known = new Map(listed.map(entry => [entry.nativeId, entry]))
  for (const nativeId of seen) if (!known.has(nativeId)) known.set(nativeId, create(nativeId))
  return [...known.values()]
}
