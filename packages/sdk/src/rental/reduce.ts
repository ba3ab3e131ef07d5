import { EXPIRY_TOLERANCE, ignore, latest, type Reduction, withLaterRefund } from '../activation/reduce.ts'
import { isSettled } from '../activation/status.ts'
import type { RentalObservation, RentalSnapshot } from '../provider/rental-snapshot.ts'
import type { SmsMessage } from '../provider/snapshot.ts'
import { mergeRentalMessages } from './merge-messages.ts'

/** What the answer alone does not tell. */
export interface RentalContext {
  /** Milliseconds until its time is over by our own clock, 0 or less when it is: tells an expiry from a cancellation. */
  readonly timeLeft: number
  /** What we asked the provider to do with it, and were not refused. */
  readonly requested?: 'cancel' | 'complete' | null
  /** Whether a later question was answered before this one. Default: told by `observedAt`. */
  readonly overtaken?: boolean
}

/** What happened to a rental, in the order in which it is to be told. */
export type RentalEvent = { readonly type: 'message'; readonly message: SmsMessage } | { readonly type: 'settled' }

export type RentalReduction = Reduction<RentalSnapshot, RentalEvent>

/** What a rental is after an answer of its provider. Pure. */
export function reduceRental(
  previous: RentalSnapshot,
  observation: RentalObservation,
  context: RentalContext,
): RentalReduction {
  if (observation.id !== previous.id) return ignore(previous, 'foreign')
  if (context.overtaken ?? observation.observedAt < previous.observedAt) return ignore(previous, 'overtaken')
  if (isSettled(previous)) return ignore(withLaterRefund(previous, observation), 'settled')

  const { messages, arrived, outdated } = mergeRentalMessages(
    previous.messages,
    observation.messages ?? [],
    previous.soldAt,
  )
  const end = endOf(observation, context)
  const next: RentalSnapshot = {
    ...previous,
    status: end?.status ?? previous.status,
    reason: end?.reason ?? null,
    refund: end?.refund ?? observation.refund ?? previous.refund,
    operator: latest(previous.operator, observation.operator),
    price: latest(previous.price, observation.price),
    soldAt: previous.soldAt ?? observation.soldAt ?? null,
    expiresAt: later(previous.expiresAt, observation.expiresAt),
    cancellableAt: latest(previous.cancellableAt, observation.cancellableAt),
    messages,
    observedAt: observation.observedAt,
    providerTime: observation.providerTime,
  }
  const events: RentalEvent[] = arrived.map(message => ({ type: 'message', message }))
  if (isSettled(next)) events.push({ type: 'settled' })
  return { next, events, ignored: null, outdated }
}

/** An extension moves the end on; an answer that does not know of it yet moves it back by nothing. */
function later(known: Date | null, told: Date | null | undefined): Date | null {
  return told && (known === null || told > known) ? told : known
}

type End = Pick<RentalSnapshot, 'status' | 'reason' | 'refund'>

/** How it ended, if the answer says that it did. A word for how it ended is believed; `closed` is told apart by time and wish. */
function endOf(observation: RentalObservation, { timeLeft, requested }: RentalContext): End | null {
  const { status, refund } = observation
  if (status === undefined || status === 'active') return null
  const isOver = status === 'closed' && timeLeft <= EXPIRY_TOLERANCE
  if (status === 'expired' || isOver) return { status: 'expired', reason: 'timeout', refund: refund ?? 'none' }
  if (status === 'completed' || (status === 'closed' && requested === 'complete')) {
    return { status: 'completed', reason: null, refund: refund ?? 'none' }
  }
  if (requested === 'cancel') {
    return { status: 'cancelled', reason: observation.reason ?? 'user', refund: refund ?? 'expected' }
  }
  return { status: 'cancelled', reason: observation.reason ?? 'vendor', refund: refund ?? 'unknown' }
}
