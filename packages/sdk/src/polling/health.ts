import type { Clock } from '../utils/clock.ts'
import { type Setback, setbackOf } from './setback.ts'

/** How the provider fares, as far as the looks tell. */
export interface Health {
  noteSuccess(): void
  /** This process was away: what it could not reach then, it may reach now. A pause that the provider asked for counts on. */
  noteReturn(): void
  /** Answers what the failure means for the looks to come; one of the provider pauses them all. */
  noteFailure(error: unknown): Setback['kind']
  /** Until when nobody looks, in milliseconds of {@link Clock.elapsed}. */
  pausedUntil(): number
  /** Whether it failed last: then one look at a time goes out, until one succeeds. */
  isProbing(): boolean
}

export function createHealth(clock: Clock, floor: number): Health {
  let setbacks = 0
  let pausedUntil = Number.NEGATIVE_INFINITY
  let askedUntil = Number.NEGATIVE_INFINITY
  return {
    noteSuccess() {
      setbacks = 0
    },
    noteReturn() {
      pausedUntil = askedUntil
    },
    noteFailure(error) {
      const isNew = clock.elapsed() >= pausedUntil // looks that were on their way together fail together
      const setback = setbackOf(error, { setbacks: setbacks + (isNew ? 1 : 0), floor, now: clock.now() })
      if (setback.kind === 'provider') {
        if (isNew) setbacks += 1
        pausedUntil = Math.max(pausedUntil, clock.elapsed() + setback.pause)
        if (setback.isAsked) askedUntil = Math.max(askedUntil, clock.elapsed() + setback.pause)
      }
      return setback.kind
    },
    pausedUntil: () => pausedUntil,
    isProbing: () => setbacks > 0,
  }
}
