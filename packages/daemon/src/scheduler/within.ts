import { type Clock, systemClock } from './clock.ts'

/** Waits until the work has settled, but for no longer than so many milliseconds; what it comes to later is nobody's concern. */
export async function within(ms: number, work: Promise<unknown>, clock: Clock = systemClock): Promise<void> {
  const done = new AbortController()
  const late = clock.sleep(ms, done.signal).catch(() => {})
  try {
    await Promise.race([work, late])
  } finally {
    done.abort()
  }
}
