import { noProblems } from '../../catalog/problems.ts'
import type { OfferBatch, RowProblems } from '../../provider/offer-batch.ts'
import { createBreather } from '../../utils/breathe.ts'
import { lazyMembers } from '../../utils/lazy-members.ts'
import type { Answer, Command } from './api.ts'
import { ColumnCollector } from './columns.ts'
import { notAnAnswer, toError } from './errors.ts'
import { detectNesting, type Nesting, readPrices, readTopLevel } from './prices.ts'
import { checkRowCount, readData } from './read-answer.ts'
import { unexpectedShape } from './unexpected.ts'

/** Bodies up to this size are parsed at once: that takes a few milliseconds. */
const AT_ONCE = 256 * 1024

/** A whole price table. */
export interface PriceTable {
  /** Of a large table the batches are read one after the other, as they are asked for. */
  readonly batches: Iterable<OfferBatch> | AsyncIterable<OfferBatch>
  /** Complete when the batches are. */
  readonly problems: Readonly<RowProblems>
}

/** `getPrices` without filters, in columns, without holding the event loop. */
export const getPriceTable: Command<PriceTable> = {
  action: 'getPrices',
  read: answer => (answer.body.byteLength > AT_ONCE ? readLarge(answer) : readSmall(answer)),
}

function readSmall(answer: Answer): PriceTable {
  const problems = noProblems()
  const sink = new ColumnCollector(answer)
  const batches = readData(value => (readPrices(value, { filter: {}, sink, problems }) ? sink.take() : null))(answer)
  checkRowCount(sink.rows, problems, false, answer)
  return { batches, problems }
}

/** The members are found here, where a table that was cut can still be asked for again, and parsed when it is their turn. */
async function readLarge(answer: Answer): Promise<PriceTable> {
  const members = await lazyMembers(answer.body, () => toError({ kind: 'unreadable', reason: 'malformed' }, answer))
  if (answer.status >= 400) throw notAnAnswer(answer)
  const nesting = detectNesting(members.keys())
  if (!nesting) throw unexpectedShape('in an unknown shape', answer)
  const problems = noProblems()
  return { batches: readSlices(answer, members, nesting, new ColumnCollector(answer), problems), problems }
}

async function* readSlices(
  answer: Answer,
  members: ReadonlyMap<string, () => unknown>,
  nesting: Nesting,
  sink: ColumnCollector,
  problems: RowProblems,
): AsyncGenerator<OfferBatch> {
  const breathe = createBreather()
  for (const [key, parse] of members) {
    readTopLevel(nesting, key, parse(), { filter: {}, sink, problems })
    // A country is complete after its member, a service-first table only at the end.
    if (nesting === 'country-first') yield* sink.take()
    await breathe()
  }
  yield* sink.take()
  checkRowCount(sink.rows, problems, false, answer)
}
