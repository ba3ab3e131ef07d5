import { createHash } from 'node:crypto'
import type { NumberSnapshot, SmsMessage } from '@onesms/sdk'

const LONGEST_TEXT = 4_096
const LONGEST_ID = 200
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]/gu // with `u` a surrogate matches only where it is alone

/** Text as Postgres takes it: no control characters but tab and line ends, no lone surrogates, at most 4,096 characters. */
export function storableText(text: string, longest = LONGEST_TEXT): string {
  return text.slice(0, longest).replace(UNSTORABLE, '') // after the cut, which may have parted a pair
}

/** A value as its JSON is stored: every text in it is {@link storableText}. */
export function storableJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, each) => (typeof each === 'string' ? storableText(each) : each))
}

/** The end of the year 9999. What is written with five digits Postgres does not read. */
const LATEST = 253_402_300_799_999

/** A time as Postgres takes it; `null` for one that is none, or lies in another age. */
function storableTime(time: Date | null): Date | null {
  const ms = time?.getTime() ?? Number.NaN
  return ms >= 0 && ms <= LATEST ? time : null
}

/** An SMS as it is stored. Two ids that differ stay different, however long they are. */
function storableMessage(message: SmsMessage): SmsMessage {
  const { id, text, code, sender, receivedAt } = message
  return {
    ...message,
    id: storableId(id),
    text: text === null ? null : storableText(text),
    code: code === null ? null : storableText(code),
    sender: sender === null ? null : storableText(sender, LONGEST_ID),
    receivedAt: storableTime(receivedAt),
  }
}

function storableId(id: string): string {
  const cleaned = storableText(id)
  if (cleaned === id && id.length <= LONGEST_ID) return id
  return `${cleaned.slice(0, 100)}#${createHash('sha256').update(id).digest('hex')}`
}

/** A number as it is stored: whatever a provider says of it, it can be. */
export function storableSnapshot(snapshot: NumberSnapshot): NumberSnapshot {
  const { messages, createdAt, soldAt, expiresAt, cancellableAt, observedAt } = snapshot
  return {
    ...storableJson(snapshot),
    soldAt: storableTime(soldAt),
    expiresAt: storableTime(expiresAt),
    cancellableAt: storableTime(cancellableAt),
    createdAt: storableTime(createdAt) ?? new Date(),
    observedAt: storableTime(observedAt) ?? new Date(),
    messages: messages.map(storableMessage),
  }
}
