import { isDeepStrictEqual } from 'node:util'
import type { ActivationSnapshot, NumberSnapshot, RentalSnapshot, SmsMessage } from '@onesms/sdk'
import { type MergedMessages, mergeMessages } from './merge-messages.ts'

/** What is written of a number to `activation_events`. */
export interface NumberEvent {
  readonly type: 'bought' | 'message' | 'status' | 'settled'
  readonly status: NumberSnapshot['status']
  readonly messageId: string | null
}

export interface Merged {
  readonly next: NumberSnapshot
  /** In the order in which they are told: every SMS before how it ended. */
  readonly events: readonly NumberEvent[]
  /** Whether there is anything to write. */
  readonly isChanged: boolean
}

/**
 * What is known of a number once a snapshot of it is told, by whichever process and however late: what has ended stays as
 * it ended, an SMS is never un-received, and what an older snapshot does not know is not unsaid by it. Pure.
 */
export function merge(known: NumberSnapshot, told: NumberSnapshot, isAnnounced: boolean): Merged {
  const union = mergeMessages(known.messages, told.messages)
  const { messages, arrived } = union
  const end = endOf(known, told, messages)
  const common = {
    ...end,
    operator: told.operator ?? known.operator,
    price: told.price ?? known.price,
    soldAt: told.soldAt ?? known.soldAt,
    cancellableAt: told.cancellableAt ?? known.cancellableAt,
    observedAt: later(known.observedAt, told.observedAt),
    messages,
  }
  const next = isRental(known)
    ? nextRental(known, told, common)
    : nextActivation(known, told as ActivationSnapshot, union, common)
  const events = eventsOf(known, next, arrived, isAnnounced)
  return { next, events, isChanged: events.length > 0 || !isSame(known, next) }
}

/** Whether a number has ended. */
export const isSettled = ({ status }: Pick<NumberSnapshot, 'status'>): boolean =>
  status === 'completed' || status === 'cancelled' || status === 'expired'

export const isRental = (snapshot: NumberSnapshot): snapshot is RentalSnapshot => 'kind' in snapshot

type Ending = Pick<NumberSnapshot, 'reason' | 'refund'> & { readonly status?: 'completed' | 'cancelled' | 'expired' }

/** How it ended, if it did. An activation that received an SMS did its work, whatever whoever has not seen it was told. */
function endOf(known: NumberSnapshot, told: NumberSnapshot, messages: readonly SmsMessage[]): Ending {
  if (isSettled(known)) {
    const isOpen = known.refund === 'expected' || known.refund === 'unknown'
    const isBack = isOpen && isSettled(told) && told.refund === 'confirmed'
    return { status: ended(known), reason: known.reason, refund: isBack ? 'confirmed' : known.refund }
  }
  if (!isSettled(told)) return { reason: null, refund: told.refund }
  if (!isRental(told) && messages.length > 0 && told.status !== 'completed') {
    return { status: 'completed', reason: null, refund: told.refund === 'confirmed' ? 'confirmed' : 'none' }
  }
  return { status: ended(told), reason: told.reason, refund: told.refund }
}

const ended = ({ status }: NumberSnapshot) => status as NonNullable<Ending['status']>

type Common = Ending & Omit<Partial<ActivationSnapshot>, 'status'>

function nextRental(known: RentalSnapshot, told: NumberSnapshot, common: Common): RentalSnapshot {
  return { ...known, status: 'active', expiresAt: laterOrNull(known.expiresAt, told.expiresAt), ...common }
}

function nextActivation(
  known: ActivationSnapshot,
  told: ActivationSnapshot,
  union: MergedMessages,
  common: Common,
): ActivationSnapshot {
  return {
    ...known,
    status: liveStatus(known, told, union),
    rounds: Math.max(known.rounds, told.rounds),
    canRetry: told.canRetry ?? known.canRetry,
    expiresAt: told.expiresAt ?? known.expiresAt,
    ...common,
  }
}

function liveStatus(known: ActivationSnapshot, told: ActivationSnapshot, { arrived, isBehind }: MergedMessages) {
  if (told.status === 'retrying' && !isBehind) return 'retrying'
  if (arrived.length > 0 || (known.status === 'waiting' && told.status === 'received')) return 'received'
  return known.status // an old SMS is not the other one that was asked for
}

function eventsOf(
  known: NumberSnapshot,
  next: NumberSnapshot,
  arrived: readonly SmsMessage[],
  isAnnounced: boolean,
): NumberEvent[] {
  const { status } = next
  const events: NumberEvent[] = isAnnounced ? [] : [{ type: 'bought', status: known.status, messageId: null }]
  for (const { id } of arrived) events.push({ type: 'message', status, messageId: id })
  if (status !== known.status) events.push({ type: 'status', status, messageId: null })
  if (isSettled(next) && !isSettled(known)) events.push({ type: 'settled', status, messageId: null })
  return events
}

/** Whether nothing but the time of looking differs. */
function isSame(a: NumberSnapshot, b: NumberSnapshot): boolean {
  return isDeepStrictEqual({ ...a, observedAt: null }, { ...b, observedAt: null })
}

const later = (a: Date, b: Date) => (b > a ? b : a)
const laterOrNull = (a: Date | null, b: Date | null) => (a === null || b === null ? (a ?? b) : later(a, b))
