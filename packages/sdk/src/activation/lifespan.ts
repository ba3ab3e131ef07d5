import type { TooEarlyToCancelError } from '../errors/activation.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { Clock } from '../utils/clock.ts'
import { corrected, type Lengths, type Origin, originOf, timeLeft, untilCancellable } from './timeline.ts'

/** What a provider said when it was asked too early. */
export type Refusal = Pick<TooEarlyToCancelError, 'cancellableAt' | 'minimumAge'>

export interface LifespanOptions {
  readonly lengths: Lengths
  readonly clock: Clock
  /** Milliseconds since it was bought. Default: what the snapshot says. */
  readonly age?: number | undefined
}

/** How much of one number's time is over. Its snapshot tells how long that is. A class, since there are as many as numbers. */
export class Lifespan {
  /** When it was bought, in milliseconds of {@link Clock.elapsed}, as it was known first. */
  readonly bornAt: number
  readonly #lengths: Lengths
  readonly #clock: Clock
  #origin: Origin

  constructor(snapshot: NumberSnapshot, { lengths, clock, age }: LifespanOptions) {
    this.#lengths = lengths
    this.#clock = clock
    this.#origin = originOf(snapshot, lengths, clock, age)
    this.bornAt = this.#origin.elapsed
  }

  /** Milliseconds until its time is over. */
  timeLeft(snapshot: NumberSnapshot): number {
    return timeLeft(snapshot, this.#lengths, this.#origin, this.#clock)
  }

  /**
   * Milliseconds until the provider takes it back, 0 when it does now.
   * @param refusal What the provider said when it was asked too early. Default: what the snapshot says.
   */
  untilCancellable(snapshot: NumberSnapshot, refusal?: Refusal): number {
    const minimumAge = refusal?.minimumAge ?? null
    const told = minimumAge === null ? refusal?.cancellableAt : new Date(snapshot.createdAt.getTime() + minimumAge)
    const now = { ...snapshot, cancellableAt: told ?? snapshot.cancellableAt }
    return untilCancellable(now, this.#lengths, this.#origin, this.#clock)
  }

  /** Where the provider tells its own time, every answer says how old the number is. */
  learn(
    snapshot: NumberSnapshot,
    { observedAt, providerTime }: Pick<NumberSnapshot, 'observedAt' | 'providerTime'>,
  ): void {
    if (providerTime === undefined) return
    const told = originOf({ ...snapshot, observedAt, providerTime }, this.#lengths, this.#clock)
    this.#origin = corrected(this.#origin, told, this.#clock)
  }
}
