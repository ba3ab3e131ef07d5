import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { SmsMessage } from '../provider/snapshot.ts'
import { formatActivation, formatMessage, message, number, type ParsedNumber, type WireFacts } from './activation.ts'
import { made, orNull, parse } from './schema.ts'
import type { WireEventData, WireEventType } from './types.ts'

/** An event of a number, from the wire. */
export interface ParsedEvent extends ParsedNumber {
  readonly type: WireEventType
  readonly message: SmsMessage | null
}

const TYPES: readonly WireEventType[] = ['bought', 'status', 'message', 'settled', 'snapshot']

const data = made({ activation: number, message: orNull(message) }, ({ activation, message }) => ({
  ...activation,
  message,
}))

/** The data of an event as it travels. */
export function formatEvent(snapshot: NumberSnapshot, message: SmsMessage | null, facts: WireFacts): WireEventData {
  return { activation: formatActivation(snapshot, facts), message: message && formatMessage(message) }
}

/**
 * The event that `json` tells; `null` for a type that nobody here knows, since the other end may be newer.
 * @throws {@link UnexpectedResponseError} where a field that is used cannot be.
 */
export function parseEvent(type: string, json: unknown): ParsedEvent | null {
  const known = TYPES.find(each => each === type)
  return known === undefined ? null : { type: known, ...parse(json, data, 'an event') }
}
