import type { OfferBatch, RowProblems } from '../../provider/offer-batch.ts'
import { createBreather } from '../../utils/breathe.ts'
import type { Answer, Command } from './api.ts'
import { ColumnCollector } from './columns.ts'
import { notAnAnswer, toError, unexpectedShape } from './errors.ts'
import { type Member, objectMembers, parseMember } from './members.ts'
import { detectNesting, readPrices, readTopLevel } from './prices.ts'
import { noProblems } from './problems.ts'
import { checkRowCount, readData } from './read-answer.ts'

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
export function getPriceTable(currency: string): Command<PriceTable> {
  return {
    action: 'getPrices',
    read: answer => (answer.body.byteLength > AT_ONCE ? readLarge(answer, currency) : readSmall(answer, currency)),
  }
}

function readSmall(answer: Answer, currency: string): PriceTable {
  const problems = noProblems()
  const sink = new ColumnCollector(currency)
  const batches = readData(value => (readPrices(value, { filter: {}, sink, problems }) ? sink.take() : null))(answer)
  checkRowCount(sink.rows, problems, false, answer)
  return { batches, problems }
}

/** Looks at both ends only: a table that was cut, or that is a page, should be asked for again. */
function readLarge(answer: Answer, currency: string): PriceTable {
  const { body, status } = answer
  const text = new TextDecoder()
  const isWhole = /^\s*\{/.test(text.decode(body.subarray(0, 64))) && /\}\s*$/.test(text.decode(body.subarray(-64)))
  if (!isWhole) throw toError({ kind: 'unreadable', reason: 'malformed' }, answer)
  if (status >= 400) throw notAnAnswer(answer)
  const problems = noProblems()
  return { batches: readSlices(answer, currency, problems), problems }
}

async function* readSlices(answer: Answer, currency: string, problems: RowProblems): AsyncGenerator<OfferBatch> {
  const { body } = answer
  const sink = new ColumnCollector(currency)
  const breathe = createBreather()
  try {
    const members = new Map<string, Member>() // of a key given twice the last one wins, as in JSON.parse
    for (const member of objectMembers(body)) {
      members.set(member.key, member)
      await breathe()
    }
    const nesting = detectNesting(members.keys())
    if (!nesting) throw unexpectedShape('in an unknown shape', answer)
    for (const [key, member] of members) {
      readTopLevel(nesting, key, parseMember(body, member), { filter: {}, sink, problems })
      // A country is complete after its member, a service-first table only at the end.
      if (nesting === 'country-first') yield* sink.take()
      await breathe()
    }
    yield* sink.take()
    checkRowCount(sink.rows, problems, false, answer)
  } catch (error) {
    if (error instanceof SyntaxError) throw toError({ kind: 'unreadable', reason: 'malformed' }, answer)
    throw error
  }
}
