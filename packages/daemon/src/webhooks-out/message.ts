import { formatMessage, type WireMessage, type WireNumber } from '@onesms/sdk/wire'
import { messageMark } from '../outbox/message-mark.ts'
import type { StoredNumber } from '../tracking/activation-row.ts'
import type { Delivery } from './deliveries.ts'
import type { Endpoint } from './endpoint.ts'

/** What an endpoint may be trusted with, as it stands in the tables, where it still does. */
export interface KnownNumber {
  readonly phone: string
  /** By {@link messageMark}. */
  readonly messages: ReadonlyMap<string, WireMessage>
}

export function knownNumber({ snapshot, intentId }: Pick<StoredNumber, 'snapshot' | 'intentId'>): KnownNumber {
  const { phone, messages } = snapshot
  return { phone, messages: new Map(messages.map(each => [messageMark(intentId, each.id), formatMessage(each)])) }
}

/** What stands in the outbox of a number: neither texts nor codes, and of the phone what everybody may know. */
interface NumberData {
  readonly activation: WireNumber
  readonly message: WireMessage | null
}

/** The body of a call. What an endpoint is trusted with is put in only now: it stands in one place, and goes from there in time. */
export function bodyOf(
  { type, created_at, payload }: Pick<Delivery, 'type' | 'created_at' | 'payload'>,
  include: Endpoint['include'],
  known: KnownNumber | null,
): string {
  const data = known && isAboutNumber(payload) ? withPrivate(payload, include, known) : payload
  return JSON.stringify({ type, timestamp: created_at.toISOString(), data })
}

/** The number an event is about, where its endpoint is trusted with more than the facts. */
export function numberOf(payload: Delivery['payload'], include: Endpoint['include']): string | null {
  return include.length > 0 && isAboutNumber(payload) ? payload.activation.id : null
}

function isAboutNumber(payload: object): payload is NumberData {
  return 'activation' in payload && typeof payload.activation === 'object' && payload.activation !== null
}

function withPrivate(
  { activation, message }: NumberData,
  include: Endpoint['include'],
  known: KnownNumber,
): NumberData {
  const withText = (each: WireMessage) => (include.includes('text') && known.messages.get(each.id)) || each
  return {
    activation: {
      ...activation,
      ...(include.includes('phone') && known.phone !== '' && { phone: known.phone }),
      messages: activation.messages.map(withText),
    },
    message: message && withText(message),
  }
}
