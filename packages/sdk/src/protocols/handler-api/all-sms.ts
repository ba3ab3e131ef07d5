import type { CallOptions } from '../../provider/call-options.ts'
import type { ObservedMessage } from '../../provider/snapshot.ts'
import type { HandlerApi } from './api.ts'
import { getAllSms } from './rental-commands.ts'
import type { SmsRow } from './sms-page.ts'

const MOST_PAGES = 100
/** So many pages in a row without news mean that the host pays no heed to their numbers. */
const MOST_IDLE = 3

/**
 * Every SMS of a number, once each, oldest first; `null` when the host does not tell them any more.
 *
 * Nobody says whether its pages are counted from 0 or from 1: the first is asked for without a number, and the one called 1
 * may be the same again. New messages move the pages while they are read, so a message may be on two of them.
 */
export async function readAllSms(
  api: HandlerApi,
  nativeId: string,
  call: CallOptions,
): Promise<readonly ObservedMessage[] | null> {
  const found = new Map<string, SmsRow>()
  let idle = 0
  for (let page = 0; page < MOST_PAGES && idle < MOST_IDLE; page += 1) {
    const answer = await api.send(getAllSms(nativeId, page === 0 ? undefined : page), call)
    if (answer === null) return null
    const before = found.size
    for (const row of answer.rows) if (!found.has(row.key)) found.set(row.key, row)
    idle = found.size > before ? 0 : idle + 1
    const isWhole = answer.total !== null && found.size >= answer.total
    if (isWhole || (page > 1 && answer.rows.length === 0)) break
  }
  return oldestFirst([...found.values()].map(({ message }) => message).filter(message => message !== null))
}

/** Where all times are told; else in the order of the host. */
function oldestFirst(messages: readonly ObservedMessage[]): readonly ObservedMessage[] {
  const times = new Map(messages.map(message => [message, message.receivedAt?.getTime()]))
  if ([...times.values()].includes(undefined)) return messages
  return [...messages].sort((a, b) => Number(times.get(a)) - Number(times.get(b)))
}
