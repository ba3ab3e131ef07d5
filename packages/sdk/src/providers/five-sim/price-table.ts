import { noProblems } from '../../catalog/problems.ts'
import type { OneSmsError } from '../../errors/base.ts'
import { unexpected } from '../../errors/unexpected.ts'
import { type HostAnswer, textOf } from '../../http/host-answer.ts'
import type { RowProblems } from '../../provider/offer-batch.ts'
import { createBreather } from '../../utils/breathe.ts'
import { lazyMembers } from '../../utils/lazy-members.ts'
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
    const members = await lazyMembers(answer.body, () => notATable(answer))
    if (answer.status >= 400) throw toError({ kind: 'data', value: {} }, answer)
    const problems = noProblems()
    return { countries: readMembers(answer, members, problems), problems }
  },
}

async function* readMembers(answer: HostAnswer, members: ReadonlyMap<string, () => unknown>, problems: RowProblems) {
  const breathe = createBreather()
  let count = 0
  for (const [country, parse] of members) {
    const rows = readCountry(country, parse(), problems)
    count += rows.length
    if (readId(country) !== null) yield { country, rows }
    await breathe()
  }
  checkRowCount(count, problems, false, answer)
}

/** A sentence, `null` or a page of the edge say what they are; anything else was cut. */
function notATable(answer: HostAnswer): OneSmsError {
  const reply = answer.body.byteLength < 64 * 1024 ? readReply(textOf(answer)) : null
  if (reply?.kind === 'data' && answer.status < 400) return unexpected('suspicious_empty', answer)
  return toError(reply ?? { kind: 'unreadable', reason: 'malformed' }, answer)
}
