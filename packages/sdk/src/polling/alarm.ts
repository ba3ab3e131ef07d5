import type { Clock } from '../utils/clock.ts'

/** One timer at most, for the earliest instant that anybody asked for. */
export interface Alarm {
  /** Rings at `at`, in milliseconds of {@link Clock.elapsed}, or before. */
  set(at: number): void
  clear(): void
}

/** Runtimes fire a timer at once when it is set further ahead than 25 days; the one who is woken early sets it again. */
const LONGEST_SLEEP = 60 * 60_000

export function createAlarm(clock: Clock, ring: () => void): Alarm {
  let pending: { readonly at: number; readonly sleep: AbortController } | null = null

  function clear(): void {
    pending?.sleep.abort()
    pending = null
  }

  return {
    set(at) {
      if (pending && pending.at <= at) return
      clear()
      const sleep = new AbortController()
      const mine = { at, sleep }
      pending = mine
      clock.sleep(Math.min(LONGEST_SLEEP, at - clock.elapsed()), sleep.signal).then(
        () => {
          if (pending === mine) pending = null
          ring()
        },
        () => {}, // put off, or cleared
      )
    },
    clear,
  }
}
