import { addProblems, noProblems } from '../../catalog/problems.ts'
import { type Batches, scanOf, scanOneByOne, Traffic } from '../../catalog/scan.ts'
import type { CallOptions } from '../../provider/call-options.ts'
import type { FailedBatch, OfferBatch, RowProblems, ScanReport } from '../../provider/offer-batch.ts'
import type { Command, HandlerApi } from './api.ts'
import { ColumnCollector, type Seller } from './columns.ts'
import { getCountries, getPrices } from './commands.ts'
import { getPriceTable } from './price-table.ts'

/** Up to this many countries are asked for one by one, where the whole table would be far more than was asked. */
const FEW = 5

interface Scan extends Seller {
  readonly api: HandlerApi
  readonly wholeTable: boolean
  /** Native ids; `null` for every country the host lists. */
  readonly countries: readonly string[] | null
}

type Send = <T>(command: Command<T>) => Promise<T>

/** Reads everything the host sells, a batch per country, without holding the event loop. */
export async function* scanPrices(
  { api, provider, currency, wholeTable, countries }: Scan,
  call: CallOptions,
): AsyncGenerator<OfferBatch | FailedBatch, ScanReport, void> {
  const traffic = new Traffic()
  const problems = noProblems()
  const send: Send = command => api.send({ ...command, read: traffic.counted(command.read) }, call)

  const wanted = new Set(countries ?? (await send(getCountries)).rows.map(({ id }) => id))
  const atOnce = wholeTable && (countries === null || wanted.size > FEW)
  const batches = atOnce
    ? readAtOnce(send, problems)
    : scanOneByOne(provider, wanted, async country => {
        const table = await send(getPrices({ country }))
        const collector = new ColumnCollector({ provider, currency })
        collector.open(country) // it was answered, even with nothing
        for (const { service, price, stock } of table.rows.filter(row => row.country === country))
          collector.row(country, service, price, stock)
        addProblems(problems, table.problems)
        return collector.take()
      })
  const found = yield* scanOf(batches, wanted, countries !== null)
  return { requests: traffic.requests, bytes: traffic.bytes, ...found, problems }
}

async function* readAtOnce(send: Send, problems: RowProblems): Batches {
  const table = await send(getPriceTable)
  yield* table.batches
  addProblems(problems, table.problems)
}
