import type { ActivationSnapshot } from '../provider/snapshot.ts'
import type { ProviderTraits } from '../provider/traits.ts'
import type { Clock } from '../utils/clock.ts'
import { type Instant, instantOf, timeSince } from '../utils/instant.ts'

/** When a number was bought, by our own clock: the provider's may be wrong, its lengths of time are not. */
export type Origin = Instant

type Times = Pick<ActivationSnapshot, 'createdAt' | 'expiresAt' | 'cancellableAt'>
type Seen = Times & Pick<ActivationSnapshot, 'observedAt' | 'providerTime'>
/** What a provider says of how long a number lives, and how long it is not taken back. */
export type Lengths = Pick<ProviderTraits, 'lifetime' | 'cancelAfter'>

/**
 * @param age Milliseconds since it was bought. Default: what the times of the snapshot say, at most its whole life. Where the
 * provider tells its own time, that alone counts.
 */
export function originOf(snapshot: Seen, lengths: Lengths, clock: Clock, age?: number): Origin {
  const since = ageByProvider(snapshot, clock) ?? age ?? clock.now() - snapshot.createdAt.getTime()
  const isCertain = snapshot.providerTime === undefined && age !== undefined
  return instantOf(clock, isCertain ? age : Math.min(Math.max(since, 0), lifeOf(snapshot, lengths)))
}

/** An answer travels, and makes a number look younger by that. */
const TRAVEL = 5_000

/** The origin after another answer: the older one, unless it cannot be. */
export function corrected(known: Origin, told: Origin, clock: Clock): Origin {
  const younger = timeSince(known, clock) - timeSince(told, clock)
  return younger >= 0 && younger <= TRAVEL ? known : told
}

/** How old it was by the provider's clock when it was seen, and the time since then by ours. */
function ageByProvider({ createdAt, observedAt, providerTime }: Seen, clock: Clock): number | undefined {
  if (providerTime === undefined) return undefined
  return providerTime.getTime() - createdAt.getTime() + Math.max(0, clock.now() - observedAt.getTime())
}

/** Milliseconds until its time is over. */
export function timeLeft(snapshot: Times, lengths: Lengths, origin: Origin, clock: Clock): number {
  return lifeOf(snapshot, lengths) - timeSince(origin, clock)
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
