import { untilAborted } from '../utils/abort.ts'
import type { Clock } from '../utils/clock.ts'

/** Hands out turns, `rate` a second on average and `burst` at once, first come first served. */
export interface Limiter {
  /** Resolves when it is this caller's turn. A caller that gives up takes no turn from the others. */
  turn(signal?: AbortSignal): Promise<void>
  /** Gives nobody a turn for `ms`, because the provider asked for a pause; those who wait already are held up too. */
  pause(ms: number): void
}

/** A token bucket, kept as the single instant at which it would be empty. */
export function createLimiter({ rate, burst, clock }: { rate: number; burst: number; clock: Clock }): Limiter {
  const interval = 1000 / rate
  const tolerance = (burst - 1) * interval
  let latest = clock.now()
  let nextFree = latest
  let queue: Promise<unknown> = Promise.resolve()

  function now(): number {
    const reading = clock.now()
    // A clock that was put back must not make everybody wait for the difference.
    if (reading < latest) nextFree -= latest - reading
    latest = reading
    return reading
  }

  function untilFree(): number {
    const reading = now()
    return nextFree - tolerance - reading
  }

  async function take(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted()
    // A pause may have begun during the sleep, so look again.
    for (let wait = untilFree(); wait > 0; wait = untilFree()) await clock.sleep(wait, signal)
    nextFree = Math.max(nextFree, latest) + interval
  }

  return {
    turn(signal) {
      const mine = queue.then(() => take(signal))
      queue = mine.catch(() => {})
      return untilAborted(mine, signal)
    },
    pause(ms) {
      nextFree = Math.max(nextFree, now() + ms + tolerance)
    },
  }
}
