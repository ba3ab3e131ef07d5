import type { TooEarlyToCancelError } from '../errors/activation.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { Clock } from '../utils/clock.ts'
import { corrected, type Lengths, originOf, timeLeft, untilCancellable } from './timeline.ts'

/** What a provider said when it was asked too early. */
export type Refusal = Pick<TooEarlyToCancelError, 'cancellableAt' | 'minimumAge'>

/** How much of one number's time is over. Its snapshot tells how long that is. */
export interface Lifespan {
  /** When it was bought, in milliseconds of {@link Clock.elapsed}, as it was known first. */
  readonly bornAt: number
  /** Milliseconds until its time is over. */
  timeLeft(snapshot: NumberSnapshot): number
  /**
   * Milliseconds until the provider takes it back, 0 when it does now.
   * @param refusal What the provider said when it was asked too early. Default: what the snapshot says.
   */
  untilCancellable(snapshot: NumberSnapshot, refusal?: Refusal): number
  /** Where the provider tells its own time, every answer says how old the number is. */
  learn(snapshot: NumberSnapshot, answer: Pick<NumberSnapshot, 'observedAt' | 'providerTime'>): void
}

export interface LifespanOptions {
  readonly lengths: Lengths
  readonly clock: Clock
  /** Milliseconds since it was bought. Default: what the snapshot says. */
  readonly age?: number | undefined
}

export function createLifespan(snapshot: NumberSnapshot, { lengths, clock, age }: LifespanOptions): Lifespan {
  let origin = originOf(snapshot, lengths, clock, age)
  return {
    bornAt: origin.elapsed,
    timeLeft: now => timeLeft(now, lengths, origin, clock),
    untilCancellable(now, refusal) {
      const minimumAge = refusal?.minimumAge ?? null
      const told = minimumAge === null ? refusal?.cancellableAt : new Date(now.createdAt.getTime() + minimumAge)
      return untilCancellable({ ...now, cancellableAt: told ?? now.cancellableAt }, lengths, origin, clock)
    },
    learn(now, { observedAt, providerTime }) {
      if (providerTime === undefined) return
      const told = originOf({ ...now, observedAt, providerTime }, lengths, clock)
      origin = corrected(origin, told, clock)
    },
  }
}
