import { extractCode } from '../../code/extract-code.ts'
import { readDecimalId } from '../../provider/native-id.ts'
import { readMessage, readText } from '../../provider/observed.ts'
import type { ObservedMessage } from '../../provider/snapshot.ts'
import { isRecord } from '../../utils/record.ts'
import { readInstant } from './times.ts'

/** What a call of a host says. */
export interface Call {
  readonly nativeId: string
  /** `null` for a call that tells no SMS. */
  readonly message: ObservedMessage | null
  /** When and what, as it is written: the same for each delivery of the same SMS. */
  readonly mark: readonly [receivedAt: string | null, text: string | null]
}

/**
 * Reads `{activationId, phoneFrom, text, code, receivedAt}`, or of a rental `{rentId, sms: {phoneFrom, text, date}}`.
 * `null` when it is neither.
 */
export function readCall(body: unknown): Call | null {
  if (!isRecord(body)) return null
  const { activationId, rentId, sms } = body
  const nativeId = readDecimalId(activationId ?? rentId)
  if (nativeId === null) return null
  if (activationId !== undefined && activationId !== null) return callOf(nativeId, body, body['receivedAt'])
  return isRecord(sms) ? callOf(nativeId, sms, sms['date']) : null
}

function callOf(nativeId: string, { phoneFrom, text, code }: Record<string, unknown>, receivedAt: unknown): Call {
  const message = readMessage(code, text, { sender: readText(phoneFrom), receivedAt: readInstant(receivedAt) })
  return {
    nativeId,
    message: message && withCode(message),
    mark: [written(receivedAt), written(text) ?? written(code)],
  }
}

function withCode(message: ObservedMessage): ObservedMessage {
  return message.code === null && message.text !== null ? { ...message, code: extractCode(message.text) } : message
}

const written = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : null)
