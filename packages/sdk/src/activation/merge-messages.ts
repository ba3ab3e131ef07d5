import type { ObservedMessage, SmsMessage } from '../provider/snapshot.ts'
import { cleanMessage } from './clean-message.ts'

/** What tells a new SMS from an old one. */
export interface MergeContext {
  /** The round in which messages arrive now. */
  readonly round: number
  /** Nothing has come since the provider was seen waiting for another SMS: what came before is of an earlier round. */
  readonly isRoundEmpty: boolean
  /** The answer itself says that it waits for another SMS: without an id, it can only repeat the old one. */
  readonly isStillWaiting: boolean
  /** By the clock that dates the messages, too. */
  readonly soldAt: Date | null
}

export interface MergedMessages {
  /** Every known message; the same array when nothing changed. */
  readonly messages: readonly SmsMessage[]
  /** Those that came with this answer. */
  readonly arrived: readonly SmsMessage[]
  /** Those left out because they are older than the activation: somebody else's, on the same phone. */
  readonly outdated: readonly ObservedMessage[]
}

/** A provider has many machines, and a code that is thrown away is worse than one looked at twice. */
const TOLERANCE = 60_000

/** Adds the messages of an answer to those known: a union, in which every SMS appears once. */
export function mergeMessages(
  known: readonly SmsMessage[],
  observed: readonly ObservedMessage[],
  context: MergeContext,
): MergedMessages {
  const messages = [...known]
  const arrived: SmsMessage[] = []
  const outdated: ObservedMessage[] = []
  let isChanged = false
  for (const raw of observed) {
    const message = cleanMessage(raw)
    if (message === null) continue
    if (isOutdated(message, context.soldAt)) {
      outdated.push(message)
      continue
    }
    const index = findSame(messages, message, context)
    const same = messages[index]
    if (same === undefined) {
      const fresh = { ...message, id: message.id ?? makeId(message, context.round) }
      messages.push(fresh)
      arrived.push(fresh)
      isChanged = true
    } else if (tellsMore(message, same)) {
      messages[index] = fillIn(same, message)
      isChanged = true
    }
  }
  return { messages: isChanged ? messages : known, arrived, outdated }
}

/** Whether an SMS was sent to who had the number before. */
export const isOutdated = ({ receivedAt }: ObservedMessage, soldAt: Date | null): boolean =>
  receivedAt !== null && soldAt !== null && receivedAt.getTime() < soldAt.getTime() - TOLERANCE

/** Index of the known message that this one is; -1 when it is new. */
function findSame(known: readonly SmsMessage[], message: ObservedMessage, context: MergeContext): number {
  const byId = known.findIndex(({ id }) => id === message.id)
  if (byId >= 0) return byId
  return known.findIndex(candidate => {
    if (message.id !== null && !isMadeId(candidate.id)) return false // two ids of the provider's are two messages
    return readsAlike(candidate, message) && mayRepeat(candidate, context)
  })
}

/**
 * Whether an answer may still show this message under no id: it is of the current round. An id of the provider's does not
 * tell its round; such a message may be shown again as soon as the round has any, since some answers list them all.
 */
function mayRepeat({ id }: SmsMessage, { round, isRoundEmpty, isStillWaiting }: MergeContext): boolean {
  return isStillWaiting || id.startsWith(`${round}:`) || (!isRoundEmpty && !isMadeId(id))
}

/** The same code, or the same text, or one is the code in the other's text. */
function readsAlike(a: Pick<SmsMessage, 'code' | 'text'>, b: Pick<SmsMessage, 'code' | 'text'>): boolean {
  if (a.code !== null && b.code !== null) return a.code === b.code
  if (a.text !== null && b.text !== null) return a.text === b.text
  const [code, text] = [a.code ?? b.code, a.text ?? b.text]
  return code !== null && (text?.includes(code) ?? false)
}

/** Whether a message tells something that was not known of it. */
export const tellsMore = (message: ObservedMessage, known: SmsMessage) =>
  (message.id !== null && message.id !== known.id) ||
  (known.text === null && message.text !== null) ||
  (known.code === null && message.code !== null) ||
  (known.sender === null && message.sender !== null) ||
  (known.receivedAt === null && message.receivedAt !== null)

export const fillIn = (known: SmsMessage, message: ObservedMessage): SmsMessage => ({
  id: message.id ?? known.id,
  text: known.text ?? message.text,
  code: known.code ?? message.code,
  sender: known.sender ?? message.sender,
  channel: known.channel,
  receivedAt: known.receivedAt ?? message.receivedAt,
})

/** Whether an id is of our making. */
export const isMadeId = (id: string) => /^\d{1,6}:/.test(id)
const makeId = ({ code, text }: ObservedMessage, round: number) => `${round}:${code ?? hash(text ?? '')}`

/** FNV-1a: enough to tell the few texts of one round apart. */
export function hash(text: string): string {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return (value >>> 0).toString(16).padStart(8, '0')
}
