import { textOf } from '../../http/host-answer.ts'
import { readMessage, readText, type Told } from '../../provider/observed.ts'
import type { ObservedMessage } from '../../provider/snapshot.ts'
import { parseExactJson } from '../../utils/exact-json.ts'
import { isRecord } from '../../utils/record.ts'
import { readId } from '../../utils/text.ts'
import type { Answer } from './api.ts'
import { toError } from './errors.ts'
import { readReply } from './reply.ts'
import { readInstant } from './times.ts'
import { unexpectedShape } from './unexpected.ts'
import { kindOf } from './words.ts'

const CLOSED = ['STATUS_CANCEL', 'ACCESS_CANCEL']
const WORDS = ['STATUS_WAIT_CODE', 'STATUS_WAIT_RETRY', 'STATUS_WAIT_RESEND', 'STATUS_OK', ...CLOSED]

/** Reads the answer to `getStatus` or `getStatusV2`: the words of the one are legal for the other. */
export const readStatus =
  (nativeId: string) =>
  (answer: Answer): Told => {
    const reply = readReply(textOf(answer), WORDS, parseExactJson)
    if (reply.kind === 'error' && kindOf(reply) === 'ended') return { status: 'closed' }
    if (reply.kind === 'error' || reply.kind === 'unreadable') throw toError(reply, answer)
    const told = reply.kind === 'token' ? fromWord(reply.token, reply.payload) : fromRecord(reply.value, nativeId)
    if (told !== null) return told
    throw unexpectedShape('in an unknown shape', answer)
  }

function fromWord(word: string, payload: unknown): Told {
  if (CLOSED.includes(word)) return { status: 'closed' }
  if (word === 'STATUS_WAIT_CODE') return { status: 'waiting' }
  // What follows the word is the code that was there before, no news.
  if (word !== 'STATUS_OK') return { status: 'retrying' }
  const message = readMessage(payload, null)
  return message ? { status: 'received', messages: [message] } : {} // an empty code: not yet
}

/**
 * `{ verificationType, sms, call }`, at HeroSMS `{ verificationType, data }`, at a few hosts `{ status: 'STATUS_OK', code }`.
 * `null` when it is none of these, or about another activation.
 */
function fromRecord(value: unknown, nativeId: string): Told | null {
  if (!isRecord(value)) return null
  const { status, code, sms, call, data, activationId } = value
  if (activationId !== undefined && String(activationId) !== nativeId) return null
  if (typeof status === 'string' && WORDS.includes(status)) return fromWord(status, code)
  if (!('verificationType' in value || 'sms' in value || 'data' in value)) return null
  const messages = [fromSms(sms), fromCall(call), readSms(data, nativeId)].filter(message => message !== null)
  return messages.length > 0 ? { status: 'received', messages } : { status: 'waiting' }
}

function fromSms(sms: unknown): ObservedMessage | null {
  if (!isRecord(sms)) return null
  return readMessage(sms['code'], sms['text'], { receivedAt: readInstant(sms['dateTime']) })
}

function fromCall(call: unknown): ObservedMessage | null {
  if (!isRecord(call)) return null
  const { code, text, from, dateTime } = call
  return readMessage(code, text, { sender: readText(from), channel: 'voice', receivedAt: readInstant(dateTime) })
}

/** An SMS as HeroSMS writes it. */
export function readSms(data: unknown, nativeId: string): ObservedMessage | null {
  if (!isRecord(data)) return null
  const { id, code, text, phoneFrom, date, type } = data
  const ownId = readId(id)
  return readMessage(code, text, {
    // No document says that it is the id of the SMS and not of the activation; then it would tell nothing.
    id: ownId === nativeId ? null : ownId,
    sender: readText(phoneFrom),
    channel: type === 'call' ? 'voice' : 'sms',
    receivedAt: readInstant(date),
  })
}
