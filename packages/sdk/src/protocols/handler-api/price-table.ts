import { noProblems } from '../../catalog/problems.ts'
import type { OfferBatch, RowProblems } from '../../provider/offer-batch.ts'
import { createBreather } from '../../utils/breathe.ts'
import { type Member, objectMembers, parseMember } from '../../utils/json-members.ts'
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
  const members = await findMembers(answer)
  if (answer.status >= 400) throw notAnAnswer(answer)
  const nesting = detectNesting(members.keys())
  if (!nesting) throw unexpectedShape('in an unknown shape', answer)
  const problems = noProblems()
  return { batches: readSlices(answer, members, nesting, new ColumnCollector(answer), problems), problems }
}

async function findMembers(answer: Answer): Promise<Map<string, Member>> {
  const members = new Map<string, Member>() // of a key given twice the last one wins, as in JSON.parse
  const breathe = createBreather()
  try {
    for (const member of objectMembers(answer.body)) {
      members.set(member.key, member)
      await breathe()
    }
    return members
  } catch (error) {
    throw ifMalformed(error, answer)
  }
}

async function* readSlices(
  answer: Answer,
  members: ReadonlyMap<string, Member>,
  nesting: Nesting,
  sink: ColumnCollector,
  problems: RowProblems,
): AsyncGenerator<OfferBatch> {
  const breathe = createBreather()
  for (const [key, member] of members) {
    readTopLevel(nesting, key, parse(answer, member), { filter: {}, sink, problems })
    // A country is complete after its member, a service-first table only at the end.
    if (nesting === 'country-first') yield* sink.take()
    await breathe()
  }
  yield* sink.take()
  checkRowCount(sink.rows, problems, false, answer)
}

function parse(answer: Answer, member: Member): unknown {
  try {
    return parseMember(answer.body, member)
  } catch (error) {
    throw ifMalformed(error, answer)
  }
}

function ifMalformed(error: unknown, answer: Answer): unknown {
  return error instanceof SyntaxError ? toError({ kind: 'unreadable', reason: 'malformed' }, answer) : error
}
