import { untilAborted } from '../utils/abort.ts'
import type { RequestPace } from '../utils/request-pace.ts'
import type { Limiter } from './limiter.ts'

/** A limiter, and the pace that others keep as well, once there is one. */
export interface PacedLimiter extends Limiter {
  use(pace: RequestPace): void
}

/** Every turn is one of the limiter's own, then one of the pace. */
export function createPacedLimiter(limiter: Limiter): PacedLimiter {
  let shared: RequestPace | null = null

  async function sharedTurn(pace: RequestPace, signal: AbortSignal): Promise<void> {
    await untilAborted(
      pace.turn(signal).catch(() => {}),
      signal,
    )
  }

  return {
    async turn(signal) {
      await limiter.turn(signal)
      if (shared) await sharedTurn(shared, signal ?? new AbortController().signal)
    },
    pause(ms) {
      limiter.pause(ms)
      shared?.slowed(ms)
    },
    use(pace) {
      shared = pace
    },
  }
}
