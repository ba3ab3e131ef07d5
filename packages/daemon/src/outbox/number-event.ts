import { formatEvent } from '@onesms/sdk/wire'
import { maskPhone } from '../db/store/retire-phones.ts'
import type { StoredNumber } from '../tracking/activation-row.ts'
import type { Merged, NumberEvent } from '../tracking/merge.ts'
import type { OutboxEvent } from './enqueue.ts'

/**
 * What is told of a number. Texts, codes and senders of its SMS and its phone stay where they are: they are put into a call
 * that may hold them as it is made.
 */
export function numberEvent(
  { type, messageId }: NumberEvent,
  next: Merged['next'],
  { subject, cancelRequestedAt }: Pick<StoredNumber, 'subject' | 'cancelRequestedAt'>,
): OutboxEvent {
  const messages = next.messages.map(message => ({ ...message, text: null, code: null, sender: null }))
  const message = messages.find(({ id }) => id === messageId) ?? null
  const facts = { cancelRequestedAt, serverTime: new Date() }
  return {
    type: `activation.${type}`,
    subject,
    orderingKey: `activation:${next.id}`,
    payload: formatEvent({ ...next, phone: next.phone && maskPhone(next.phone), messages }, message, facts),
  }
}
