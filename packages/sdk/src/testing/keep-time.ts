import { type Clock, systemClock } from '../utils/clock.ts'
import type { FakeClock } from './fake-clock.ts'

/** Milliseconds between two looks at the real time. */
const STEP = 50

/**
 * Moves a clock along with the real time until the signal aborts, and then resolves: for an emulator behind a port, where
 * nobody calls `advance`.
 */
export async function keepTime(clock: FakeClock, signal: AbortSignal, real: Clock = systemClock): Promise<void> {
  let last = real.elapsed()
  while (!signal.aborted) {
    await real.sleep(STEP, signal).catch(() => undefined)
    const now = real.elapsed()
    await clock.advance(now - last)
    last = now
  }
}
