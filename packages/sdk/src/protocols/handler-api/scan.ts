import { addProblems, noProblems } from '../../catalog/problems.ts'
import { AccountBlockedError, AuthenticationError } from '../../errors/access.ts'
import { OneSmsError } from '../../errors/base.ts'
import type { CallOptions } from '../../provider/call-options.ts'
import type { FailedBatch, OfferBatch, RowProblems, ScanReport } from '../../provider/offer-batch.ts'
import type { Command, HandlerApi } from './api.ts'
import { ColumnCollector, type Seller } from './columns.ts'
import { getCountries, getPrices } from './commands.ts'
import { getPriceTable } from './price-table.ts'

/** Up to this many countries are asked for one by one, where the whole table would be far more than was asked. */
const FEW = 5
const PARTIAL_SHARE = 0.2

interface Scan extends Seller {
  readonly api: HandlerApi
  readonly wholeTable: boolean
  /** Native ids; `null` for every country the host lists. */
  readonly countries: readonly string[] | null
}

type Batches = AsyncGenerator<OfferBatch | FailedBatch, void, void>
type Send = <T>(command: Command<T>) => Promise<T>

/** Reads everything the host sells, a batch per country, without holding the event loop. */
export async function* scanPrices(
  { api, provider, currency, wholeTable, countries }: Scan,
  call: CallOptions,
): AsyncGenerator<OfferBatch | FailedBatch, ScanReport, void> {
  const traffic = { requests: 0, bytes: 0 }
  const problems = noProblems()
  const send: Send = ({ read, ...command }) => {
    const counted: typeof read = answer => {
      traffic.requests += 1
      traffic.bytes += answer.body.byteLength
      return read(answer)
    }
    return api.send({ ...command, read: counted }, call)
  }

  const wanted = new Set(countries ?? (await send(getCountries)).rows.map(({ id }) => id))
  const atOnce = wholeTable && (countries === null || wanted.size > FEW)
  const batches = atOnce
    ? readAtOnce(send, problems)
    : readOneByOne(send, [...wanted], { provider, currency }, problems)
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

async function* readAtOnce(send: Send, problems: RowProblems): Batches {
  const table = await send(getPriceTable)
  yield* table.batches
  addProblems(problems, table.problems)
}

async function* readOneByOne(send: Send, countries: readonly string[], seller: Seller, problems: RowProblems): Batches {
  for (const country of countries) {
    try {
      const table = await send(getPrices({ country }))
      const collector = new ColumnCollector(seller)
      collector.open(country) // it was answered, even with nothing
      for (const { service, price, stock } of table.rows.filter(row => row.country === country))
        collector.row(country, service, price, stock)
      yield* collector.take()
      addProblems(problems, table.problems)
    } catch (error) {
      // A refused key will not be taken for the next country either.
      if (!OneSmsError.is(error) || error instanceof AuthenticationError || error instanceof AccountBlockedError)
        throw error
      yield { kind: 'failed', provider: seller.provider, country, error }
    }
  }
}
