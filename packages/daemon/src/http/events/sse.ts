import type { NumberSnapshot, SmsMessage } from '@onesms/sdk'
import { formatEvent, type WireEventType } from '@onesms/sdk/wire'

/** What an event of a stream tells. */
export interface TellableEvent {
  readonly id: number
  readonly type: WireEventType
  readonly snapshot: NumberSnapshot
  readonly message: SmsMessage | null
  readonly cancelRequestedAt: Date | null
}

const encoder = new TextEncoder()

/** A server-sent event. JSON has no line breaks, so its data is one line. */
export function encodeEvent({ id, type, snapshot, message, cancelRequestedAt }: TellableEvent): Uint8Array {
  const data = formatEvent(snapshot, message, { cancelRequestedAt, serverTime: new Date() })
  return encoder.encode(`id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`)
}

/** A line that means nothing, so that nobody on the way takes the connection for dead. */
export const heartbeat = encoder.encode(':\n\n')

/** The first of every stream: how long to wait before coming again, in milliseconds. */
export const opening = encoder.encode('retry: 2000\n\n')
