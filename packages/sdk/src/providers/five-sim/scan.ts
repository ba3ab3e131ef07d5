import { addProblems, noProblems } from '../../catalog/problems.ts'
import { type Batches, scanOf, scanOneByOne, Traffic } from '../../catalog/scan.ts'
import type { CallOptions } from '../../provider/call-options.ts'
import type { FailedBatch, OfferBatch, RowProblems, ScanReport } from '../../provider/offer-batch.ts'
import type { FiveSimApi, Question } from './api.ts'
import { getPriceTable } from './price-table.ts'
import type { PriceRow } from './prices.ts'
import { getCountries, getPrices } from './questions.ts'

/** Up to this many countries are asked for one by one: the whole table has about fifteen times their size. */
const FEW = 5

interface Scan {
  readonly api: FiveSimApi
  readonly provider: string
  readonly currency: string
  /** Native ids; `null` for every country the host lists. */
  readonly countries: readonly string[] | null
}

type Send = <T>(question: Question<T>) => Promise<T>
type ToBatch = (country: string, rows: readonly PriceRow[]) => OfferBatch

/** Reads everything the host sells, a batch per country, without holding the event loop. */
export async function* scanPrices(
  { api, provider, currency, countries }: Scan,
  call: CallOptions,
): AsyncGenerator<OfferBatch | FailedBatch, ScanReport, void> {
  const traffic = new Traffic()
  const problems = noProblems()
  const send: Send = question => api.send({ ...question, read: traffic.counted(question.read) }, call)
  const toBatch: ToBatch = (country, rows) => ({ kind: 'offers', provider, country, currency, ...columnsOf(rows) })

  const wanted = new Set(countries ?? (await send(getCountries)).rows.map(({ id }) => id))
  const isWhole = countries === null || wanted.size > FEW
  const batches = isWhole
    ? readAtOnce(send, toBatch, problems)
    : scanOneByOne(provider, wanted, async country => {
        const table = await send(getPrices({ country }))
        addProblems(problems, table.problems)
        const rows = table.rows.filter(row => row.country === country)
        return [toBatch(country, rows)]
      })
  const found = yield* scanOf(batches, wanted, countries !== null)
  return { requests: traffic.requests, bytes: traffic.bytes, ...found, problems }
}

async function* readAtOnce(send: Send, toBatch: ToBatch, problems: RowProblems): Batches {
  const table = await send(getPriceTable)
  for await (const { country, rows } of table.countries) yield toBatch(country, rows)
  addProblems(problems, table.problems)
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
