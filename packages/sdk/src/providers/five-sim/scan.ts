import { addProblems, noProblems } from '../../catalog/problems.ts'
import { AccountBlockedError, AuthenticationError } from '../../errors/access.ts'
import { OneSmsError } from '../../errors/base.ts'
import type { CallOptions } from '../../provider/call-options.ts'
import type { FailedBatch, OfferBatch, RowProblems, ScanReport } from '../../provider/offer-batch.ts'
import type { FiveSimApi, Question } from './api.ts'
import { getPriceTable } from './price-table.ts'
import type { PriceRow } from './prices.ts'
import { getCountries, getPrices } from './questions.ts'

/** Up to this many countries are asked for one by one: the whole table has about fifteen times their size. */
const FEW = 5
const PARTIAL_SHARE = 0.2

interface Scan {
  readonly api: FiveSimApi
  readonly provider: string
  readonly currency: string
  /** Native ids; `null` for every country the host lists. */
  readonly countries: readonly string[] | null
}

type Batches = AsyncGenerator<OfferBatch | FailedBatch, void, void>
type Send = <T>(question: Question<T>) => Promise<T>
type ToBatch = (country: string, rows: readonly PriceRow[]) => OfferBatch

/** Reads everything the host sells, a batch per country, without holding the event loop. */
export async function* scanPrices(
  { api, provider, currency, countries }: Scan,
  call: CallOptions,
): AsyncGenerator<OfferBatch | FailedBatch, ScanReport, void> {
  const traffic = { requests: 0, bytes: 0 }
  const problems = noProblems()
  const send: Send = ({ read, ...question }) => {
    const counted: typeof read = answer => {
      traffic.requests += 1
      traffic.bytes += answer.body.byteLength
      return read(answer)
    }
    return api.send({ ...question, read: counted }, call)
  }
  const toBatch: ToBatch = (country, rows) => ({ kind: 'offers', provider, country, currency, ...columnsOf(rows) })

  const wanted = new Set(countries ?? (await send(getCountries)).rows.map(({ id }) => id))
  const isWhole = countries === null || wanted.size > FEW
  const batches = isWhole
    ? readAtOnce(send, toBatch, problems)
    : readOneByOne(send, { provider, wanted, toBatch }, problems)
  const missing = new Set(wanted)
  let rows = 0
  for await (const batch of batches) {
    if (countries !== null && !wanted.has(batch.country)) continue
    if (batch.kind === 'offers') {
      missing.delete(batch.country)
      rows += batch.service.length
    }
    yield batch
  }
  return { ...traffic, rows, problems, missing: [...missing], partial: missing.size > wanted.size * PARTIAL_SHARE }
}

async function* readAtOnce(send: Send, toBatch: ToBatch, problems: RowProblems): Batches {
  const table = await send(getPriceTable)
  for await (const { country, rows } of table.countries) yield toBatch(country, rows)
  addProblems(problems, table.problems)
}

async function* readOneByOne(
  send: Send,
  { provider, wanted, toBatch }: { provider: string; wanted: ReadonlySet<string>; toBatch: ToBatch },
  problems: RowProblems,
): Batches {
  for (const country of wanted) {
    try {
      const table = await send(getPrices({ country }))
      addProblems(problems, table.problems)
      yield toBatch(
        country,
        table.rows.filter(row => row.country === country),
      )
    } catch (error) {
      // A host that is closed to us will not open for the next country either.
      if (!OneSmsError.is(error) || error instanceof AuthenticationError || error instanceof AccountBlockedError)
        throw error
      yield { kind: 'failed', provider, country, error }
    }
  }
}

function columnsOf(rows: readonly PriceRow[]) {
  return {
    service: rows.map(({ product }) => product),
    operator: rows.some(({ operator }) => operator !== null) ? rows.map(({ operator }) => operator) : null,
    supplier: null,
    price: rows.map(({ price }) => price),
    stock: rows.map(({ stock }) => stock),
  }
}
