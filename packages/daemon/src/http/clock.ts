import { setTimeout } from 'node:timers/promises'

/** Time as a parameter, so that no test waits. */
export interface Clock {
  /** Milliseconds since some instant in the past; only differences mean anything. */
  now(): number
  /** Resolves after `ms`; rejects when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** Unlike the time of day, this one is not put back when somebody corrects the computer's clock. */
export const monotonicClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => setTimeout(ms, undefined, { ref: false, ...(signal && { signal }) }),
}
