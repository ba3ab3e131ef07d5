import { readPrice } from '../../catalog/figures.ts'
import { extractCode } from '../../code/extract-code.ts'
import type { Money } from '../../money/money.ts'
import { readDecimalId } from '../../provider/native-id.ts'
import { readMessage, readText } from '../../provider/observed.ts'
import type { ObservedMessage } from '../../provider/snapshot.ts'
import { isRecord } from '../../utils/record.ts'
import { readId } from '../../utils/text.ts'
import { readInstant, readOperator, readPhone } from './fields.ts'

/** An order, as every answer about one tells it; anything but its id may be untold. */
export interface Order {
  readonly nativeId: string
  readonly phone: string | null
  readonly product: string | null
  readonly country: string | null
  readonly operator: string | null
  readonly price: Money | null
  /** The host's own word, in capitals. */
  readonly status: string
  /** `null`: the answer has no list of them. */
  readonly messages: readonly ObservedMessage[] | null
  /** By the host's clock, like all times of an order. */
  readonly soldAt: Date | null
  readonly expiresAt: Date | null
}

/** `null` when it is not an order. */
export function readOrder(value: unknown, currency: string): Order | null {
  if (!isRecord(value)) return null
  const nativeId = readDecimalId(value['id'])
  if (nativeId === null) return null
  const { status, product, country, price, sms } = value
  const amount = readPrice(price)
  return {
    nativeId,
    phone: readPhone(value['phone']),
    product: readId(product),
    country: readId(country),
    operator: readOperator(value['operator']),
    price: amount === null ? null : { amount, currency },
    status: typeof status === 'string' ? status.trim().toUpperCase() : '',
    messages: Array.isArray(sms) ? readMessages(sms) : null,
    soldAt: readInstant(value['created_at']),
    expiresAt: readInstant(value['expires']),
  }
}

const MOST_MESSAGES = 1_000

/** The messages of a list, oldest first as the host has them; what is none is left out. */
export function readMessages(list: readonly unknown[]): readonly ObservedMessage[] {
  return list
    .slice(-MOST_MESSAGES)
    .map(sms => (isRecord(sms) ? readSms(sms) : null))
    .filter(message => message !== null)
}

function readSms({ code, text, sender, created_at: stored, date }: Record<string, unknown>): ObservedMessage | null {
  const receivedAt = readInstant(stored) ?? readInstant(date)
  const message = readMessage(code, text, { sender: readText(sender), receivedAt })
  if (message === null) return null
  const when = [stored, date].find(time => readInstant(time) !== null)
  return {
    ...message,
    // One answer has ids of messages and another has not: time and text are in all of them, and stay.
    id: typeof when === 'string' ? `${when}/${hash(message.text ?? message.code ?? '')}` : null,
    code: message.code ?? extractCode(message.text ?? ''),
  }
}

/** FNV-1a: enough to tell the few texts of one instant apart. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return (value >>> 0).toString(16).padStart(8, '0')
}
