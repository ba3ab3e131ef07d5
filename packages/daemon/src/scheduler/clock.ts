import { setTimeout } from 'node:timers/promises'

/** The passing of time, as a parameter, so that no test waits. What time it is, the database says. */
export interface Clock {
  /** Resolves after `ms`; rejects when aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** The real one. Nothing that only waits keeps the process alive. */
export const systemClock: Clock = {
  sleep: (ms, signal) => setTimeout(ms, undefined, { signal, ref: false }),
}

/** Calls `action` every `ms` until the signal is aborted, however long one call takes. */
export async function repeat(clock: Clock, ms: number, signal: AbortSignal, action: () => void): Promise<void> {
  try {
    for (;;) {
      await clock.sleep(ms, signal)
      action()
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
