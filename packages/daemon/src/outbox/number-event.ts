import { formatEvent } from '@onesms/sdk/wire'
import { maskPhone } from '../db/store/retire-phones.ts'
import type { StoredNumber } from '../tracking/activation-row.ts'
import type { Merged, NumberEvent } from '../tracking/merge.ts'
import type { OutboxEvent } from './enqueue.ts'
import { messageMark } from './message-mark.ts'

/**
 * What is told of a number. Texts, codes and senders of its SMS and its phone stay where they are: they are put into a call
 * that may hold them as it is made.
 */
export function numberEvent(
  { type, messageId }: NumberEvent,
  next: Merged['next'],
  { subject, intentId, cancelRequestedAt }: Pick<StoredNumber, 'subject' | 'intentId' | 'cancelRequestedAt'>,
): OutboxEvent {
  const messages = next.messages.map(message => ({
    ...message,
    id: messageMark(intentId, message.id),
    text: null,
    code: null,
    sender: null,
  }))
  const message = messages[next.messages.findIndex(({ id }) => id === messageId)] ?? null
  const facts = { cancelRequestedAt, serverTime: new Date() }
  return {
    type: `activation.${type}`,
    subject,
    orderingKey: `activation:${next.id}`,
    payload: formatEvent({ ...next, phone: next.phone && maskPhone(next.phone), messages }, message, facts),
  }
}
