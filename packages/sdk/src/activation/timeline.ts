import type { ActivationSnapshot } from '../provider/snapshot.ts'
import type { ProviderTraits } from '../provider/traits.ts'
import type { Clock } from '../utils/clock.ts'

/** When a number was bought, by both readings of our own clock: the provider's may be wrong, its lengths of time are not. */
export interface Origin {
  readonly elapsed: number
  readonly now: number
}

type Times = Pick<ActivationSnapshot, 'createdAt' | 'expiresAt' | 'cancellableAt'>
/** What a provider says of how long a number lives, and how long it is not taken back. */
export type Lengths = Pick<ProviderTraits, 'lifetime' | 'cancelAfter'>

/** @param age Milliseconds since it was bought. Default: what the times of the snapshot say, at most its whole life. */
export function originOf(snapshot: Times, lengths: Lengths, clock: Clock, age?: number): Origin {
  const told = clock.now() - snapshot.createdAt.getTime()
  const since = age ?? Math.min(Math.max(told, 0), lifeOf(snapshot, lengths))
  return { elapsed: clock.elapsed() - since, now: clock.now() - since }
}

/**
 * Milliseconds until its time is over. Of the two readings the one that ran further counts: one stands still while a
 * machine sleeps, the other may be put right.
 */
export function timeLeft(snapshot: Times, lengths: Lengths, origin: Origin, clock: Clock): number {
  return lifeOf(snapshot, lengths) - Math.max(clock.elapsed() - origin.elapsed, clock.now() - origin.now)
}

/** Milliseconds until the provider takes it back, 0 when it does now. */
export function untilCancellable(snapshot: Times, lengths: Lengths, origin: Origin, clock: Clock): number {
  const window = lengthOf(snapshot.createdAt, snapshot.cancellableAt) ?? lengths.cancelAfter
  return Math.max(0, Math.min(window, lifeOf(snapshot, lengths)) - (clock.elapsed() - origin.elapsed))
}

const lifeOf = ({ createdAt, expiresAt }: Times, { lifetime }: Lengths) => lengthOf(createdAt, expiresAt) || lifetime

/** Between two times of the provider; `null` when untold, or impossible, as when they come from two clocks. */
function lengthOf(from: Date, to: Date | null): number | null {
  const length = to === null ? -1 : to.getTime() - from.getTime()
  return length >= 0 ? length : null
}
