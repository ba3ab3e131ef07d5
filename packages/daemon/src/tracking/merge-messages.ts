import type { SmsMessage } from '@onesms/sdk'

export interface MergedMessages {
  /** All that are known, in their order; the ids of those that were known stay. */
  readonly messages: readonly SmsMessage[]
  /** Those that nobody knew. */
  readonly arrived: readonly SmsMessage[]
  /** Whether an SMS is known of which nothing was told. */
  readonly isBehind: boolean
}

/** Adds the messages told to those known: a union, in which each SMS appears once and under the id it had first. */
export function mergeMessages(known: readonly SmsMessage[], told: readonly SmsMessage[]): MergedMessages {
  const messages = [...known]
  const arrived: SmsMessage[] = []
  const same = pair(known, told)
  let previous: SmsMessage | undefined
  for (const [index, message] of told.entries()) {
    const partner = same.get(message)
    if (partner) {
      const place = messages.indexOf(partner)
      previous = fillIn(partner, message)
      messages[place] = previous
      continue
    }
    const next = told.slice(index + 1).flatMap(each => same.get(each) ?? [])[0]
    messages.splice(placeBetween(messages, previous, next), 0, message)
    arrived.push(message)
    previous = message
  }
  return { messages, arrived, isBehind: same.size < known.length }
}

/** Behind the one that was told before it, else before the one that was told after it, else last. */
function placeBetween(messages: readonly SmsMessage[], previous?: SmsMessage, next?: SmsMessage): number {
  if (previous) return messages.indexOf(previous) + 1
  return next ? messages.indexOf(next) : messages.length
}

/**
 * For each message told the known one that it is: by its id; or, where one of two ids is of the SDK's making and the
 * provider's own became known later, by what it says.
 */
function pair(known: readonly SmsMessage[], told: readonly SmsMessage[]): ReadonlyMap<SmsMessage, SmsMessage> {
  const left = new Map(known.map(message => [message.id, message]))
  const pairs = new Map<SmsMessage, SmsMessage>()
  const join = (message: SmsMessage, partner: SmsMessage | undefined) => {
    if (!partner) return
    pairs.set(message, partner)
    left.delete(partner.id)
  }
  for (const message of told) join(message, left.get(message.id))
  for (const message of told) {
    if (pairs.has(message)) continue
    const alike = (other: SmsMessage) =>
      isMade(other.id) === isMade(message.id) ? isRemade(other, message) : readsAlike(other, message)
    join(message, [...left.values()].find(alike))
  }
  return pairs
}

/** Ids that the SDK makes begin with the round; see `SmsMessage.id`. */
const isMade = (id: string) => /^\d{1,6}:/.test(id)

/** Where the content was removed, the SDK takes the SMS for another with the same sum of its content, and marks the id so. */
const isRemade = (known: SmsMessage, told: SmsMessage) =>
  isRemoved(known) && isMade(told.id) && told.id.replace(/\++$/, '') === known.id

const isRemoved = ({ text, code }: SmsMessage) => text === null && code === null

function readsAlike(a: SmsMessage, b: SmsMessage): boolean {
  if (a.code !== null && b.code !== null) return a.code === b.code
  return a.text !== null && a.text === b.text
}

/** What is told later completes what is known. An SMS without anything in it is one whose content was removed: it stays so. */
function fillIn(known: SmsMessage, told: SmsMessage): SmsMessage {
  if (isRemoved(known)) return known
  return {
    ...known,
    text: known.text ?? told.text,
    code: known.code ?? told.code,
    sender: known.sender ?? told.sender,
    receivedAt: known.receivedAt ?? told.receivedAt,
  }
}
