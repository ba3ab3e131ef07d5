import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { SmsMessage } from '../provider/snapshot.ts'
import {
  formatActivation,
  formatMessage,
  type ParsedNumber,
  readMessage,
  readNumber,
  type WireFacts,
} from './activation.ts'
import { fieldsOf } from './fields.ts'
import type { WireEventData, WireEventType } from './types.ts'

/** An event of a number, from the wire. */
export interface ParsedEvent extends ParsedNumber {
  readonly type: WireEventType
  readonly message: SmsMessage | null
}

const TYPES: readonly WireEventType[] = ['bought', 'status', 'message', 'settled', 'snapshot']

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
  if (known === undefined) return null
  const fields = fieldsOf(json, 'an event')
  return {
    type: known,
    ...fields.object('activation', readNumber),
    message: fields.objectOrNull('message', readMessage),
  }
}
