import { noProblems } from '../../catalog/problems.ts'
import { unexpected } from '../../errors/unexpected.ts'
import { type HostAnswer, textOf } from '../../http/host-answer.ts'
import type { RowProblems } from '../../provider/offer-batch.ts'
import { createBreather } from '../../utils/breathe.ts'
import { type Member, objectMembers, parseMember } from '../../utils/json-members.ts'
import { readId } from '../../utils/text.ts'
import type { Question } from './api.ts'
import { toError } from './errors.ts'
import { type PriceRow, readCountry } from './prices.ts'
import { checkRowCount } from './read-answer.ts'
import { readReply } from './reply.ts'

/** All prices, a country at a time. */
export interface PriceTable {
  readonly countries: AsyncIterable<{ readonly country: string; readonly rows: readonly PriceRow[] }>
  /** Complete when the countries are. */
  readonly problems: Readonly<RowProblems>
}

/** `guest/prices` without a filter: about 9 MB, parsed country by country so that the event loop goes on turning. */
export const getPriceTable: Question<PriceTable> = {
  path: ['guest', 'prices'],
  size: 'table',
  read: async answer => {
    const members = await findMembers(answer)
    if (answer.status >= 400) throw toError({ kind: 'data', value: {} }, answer)
    const problems = noProblems()
    return { countries: readMembers(answer, members, problems), problems }
  },
}

async function findMembers(answer: HostAnswer): Promise<ReadonlyMap<string, Member>> {
  const members = new Map<string, Member>() // of a key given twice the last one wins, as in JSON.parse
  const breathe = createBreather()
  try {
    for (const member of objectMembers(answer.body)) {
      members.set(member.key, member)
      await breathe()
    }
    return members
  } catch (error) {
    throw notATable(error, answer)
  }
}

async function* readMembers(answer: HostAnswer, members: ReadonlyMap<string, Member>, problems: RowProblems) {
  const breathe = createBreather()
  let count = 0
  for (const [country, member] of members) {
    const rows = readCountry(country, parse(answer, member), problems)
    count += rows.length
    if (readId(country) !== null) yield { country, rows }
    await breathe()
  }
  checkRowCount(count, problems, false, answer)
}

function parse(answer: HostAnswer, member: Member): unknown {
  try {
    return parseMember(answer.body, member)
  } catch (error) {
    throw notATable(error, answer)
  }
}

/** A sentence, `null` or a page of the edge say what they are; anything else was cut. */
function notATable(error: unknown, answer: HostAnswer): unknown {
  if (!(error instanceof SyntaxError)) return error
  const reply = answer.body.byteLength < 64 * 1024 ? readReply(textOf(answer)) : null
  if (reply?.kind === 'data' && answer.status < 400) return unexpected('suspicious_empty', answer)
  return toError(reply ?? { kind: 'unreadable', reason: 'malformed' }, answer)
}
