import type {
  ActivationObservation,
  ActivationSnapshot,
  ActivationStatus,
  EndReason,
  ObservedMessage,
  Refund,
  SmsMessage,
} from '../provider/snapshot.ts'
import { mergeMessages } from './merge-messages.ts'
import { isSettled } from './status.ts'

/** What the answer alone does not tell. */
export interface ReduceContext {
  /** Milliseconds until its time is over by our own clock, 0 or less when it is: tells an expiry from a cancellation. */
  readonly timeLeft: number
  /** Whether we asked the provider to take it back, and were not refused. */
  readonly cancelRequested?: boolean
  /**
   * Where our own wish for another SMS stands. `answered`: this is the answer to it, which proves no new round. `unseen`:
   * the provider has not been seen waiting since.
   */
  readonly retry?: 'answered' | 'unseen' | null | undefined
  /** Whether a later question was answered before this one. Default: told by `observedAt`. */
  readonly overtaken?: boolean
}

/** What happened to an activation, in the order in which it is to be told. */
export type ActivationEvent =
  | { readonly type: 'message'; readonly message: SmsMessage }
  | { readonly type: 'status'; readonly status: ActivationStatus; readonly previous: ActivationStatus }
  | { readonly type: 'settled' }

export interface Reduction<Snapshot = ActivationSnapshot, Event = ActivationEvent> {
  readonly next: Snapshot
  readonly events: readonly Event[]
  /** Why the answer changed nothing; `null` when it was taken. */
  readonly ignored: 'foreign' | 'overtaken' | 'settled' | null
  /** Messages left out because they are older than the number. */
  readonly outdated: readonly ObservedMessage[]
}

/** A provider's clock may run ahead of ours by the time an answer travels, and it rounds to seconds. */
export const EXPIRY_TOLERANCE = 10_000

/** What an activation is after an answer of its provider. Pure. */
export function reduce(
  previous: ActivationSnapshot,
  observation: ActivationObservation,
  context: ReduceContext,
): Reduction {
  if (observation.id !== previous.id) return ignore(previous, 'foreign')
  if (context.overtaken ?? observation.observedAt < previous.observedAt) return ignore(previous, 'overtaken')
  if (isSettled(previous)) return ignore(withLaterRefund(previous, observation), 'settled')

  const isStillWaiting = saysWaiting(previous, observation)
  const isSeenWaiting = isStillWaiting && context.retry !== 'answered'
  const isNewRound = isSeenWaiting && (previous.status !== 'retrying' || context.retry === 'unseen')
  const rounds = previous.rounds + (isNewRound ? 1 : 0)
  const { messages, arrived, outdated } = mergeMessages(previous.messages, observation.messages ?? [], {
    round: isSeenWaiting ? Math.max(0, rounds - 1) : rounds, // what is there while it waits for another came before
    isRoundEmpty: previous.status === 'retrying' && context.retry !== 'unseen',
    isStillWaiting,
    soldAt: previous.soldAt,
  })
  const end = endOf(observation, messages.length > 0, context)
  const status = end?.status ?? liveStatus(previous, observation, arrived.length > 0)
  const next: ActivationSnapshot = {
    ...previous,
    status,
    reason: end?.reason ?? null,
    refund: end?.refund ?? observation.refund ?? previous.refund,
    operator: latest(previous.operator, observation.operator),
    price: latest(previous.price, observation.price),
    canRetry: latest(previous.canRetry, observation.canRetry),
    soldAt: latest(previous.soldAt, observation.soldAt),
    expiresAt: latest(previous.expiresAt, observation.expiresAt),
    cancellableAt: latest(previous.cancellableAt, observation.cancellableAt),
    messages,
    rounds,
    observedAt: observation.observedAt,
    providerTime: observation.providerTime,
  }
  const events: ActivationEvent[] = arrived.map(message => ({ type: 'message', message }))
  if (status !== previous.status) events.push({ type: 'status', status, previous: previous.status })
  if (isSettled(next)) events.push({ type: 'settled' })
  return { next, events, ignored: null, outdated }
}

/** What is untold unsays nothing; what is told again stays the same object. */
export function latest<T>(known: T, told: T | undefined): T {
  return told === undefined || told === null || JSON.stringify(told) === JSON.stringify(known) ? known : told
}

/** Nothing happened. */
export const ignore = <S>(next: S, ignored: Reduction['ignored']): Reduction<S, never> => ({
  next,
  events: [],
  ignored,
  outdated: [],
})

/** What has ended stays as it ended; only that the money came back may be learned later. */
export function withLaterRefund<S extends Pick<ActivationSnapshot, 'refund' | 'observedAt'>>(
  previous: S,
  { refund, observedAt }: Pick<ActivationObservation, 'refund' | 'observedAt'>,
): S {
  const isOpen = previous.refund === 'expected' || previous.refund === 'unknown'
  return isOpen && refund === 'confirmed' ? { ...previous, refund, observedAt } : previous
}

/** Some hosts say the word for the first SMS while they wait for another. */
const saysWaiting = (previous: ActivationSnapshot, { status, messages = [] }: ActivationObservation) =>
  status === 'retrying' || (status === 'waiting' && previous.status === 'retrying' && messages.length === 0)

function liveStatus(
  previous: ActivationSnapshot,
  { status }: ActivationObservation,
  hasArrived: boolean,
): ActivationStatus {
  if (status === 'retrying') return 'retrying'
  return hasArrived ? 'received' : previous.status // never un-received, and an old code is no new SMS
}

interface End {
  readonly status: 'completed' | 'cancelled' | 'expired'
  readonly reason: EndReason | null
  readonly refund: Refund
}

/** How it ended, if the answer says that it did: whatever the word, what received an SMS did its work. */
function endOf(observation: ActivationObservation, hasMessage: boolean, context: ReduceContext): End | null {
  const { status, refund = 'expected' } = observation
  if (status === undefined || status === 'waiting' || status === 'received' || status === 'retrying') return null
  if (hasMessage || status === 'completed') {
    return { status: 'completed', reason: null, refund: refund === 'confirmed' ? refund : 'none' }
  }
  if (status === 'expired') return { status, reason: 'timeout', refund }
  if (status === 'cancelled' && observation.reason) return { status, reason: observation.reason, refund }
  if (context.cancelRequested) return { status: 'cancelled', reason: 'user', refund }
  if (status === 'closed' && context.timeLeft <= EXPIRY_TOLERANCE) {
    return { status: 'expired', reason: 'timeout', refund }
  }
  return { status: 'cancelled', reason: 'vendor', refund }
}
