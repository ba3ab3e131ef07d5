import type { Clock } from '../utils/clock.ts'

/** Hands out turns, `rate` a second on average and `burst` at once, first come first served. */
export interface Limiter {
  /** Resolves when it is this caller's turn. */
  turn(signal?: AbortSignal): Promise<void>
  /** Gives nobody a turn for `ms`, because the provider asked for a pause. */
  pause(ms: number): void
}

/** A token bucket, kept as the single instant at which it would be empty. */
export function createLimiter({ rate, burst, clock }: { rate: number; burst: number; clock: Clock }): Limiter {
  const interval = 1000 / rate
  const tolerance = (burst - 1) * interval
  let nextFree = 0
  return {
    async turn(signal) {
      const now = clock.now()
      const start = Math.max(nextFree, now)
      nextFree = start + interval
      const wait = start - tolerance - now
      if (wait > 0) await clock.sleep(wait, signal)
    },
    pause(ms) {
      nextFree = Math.max(nextFree, clock.now() + ms + tolerance)
    },
  }
}
