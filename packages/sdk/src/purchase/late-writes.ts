import type { Clock } from '../utils/clock.ts'

const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 30_000

/** Writes that the store refused when they were due, and that are tried again until they are done. */
export interface LateWrites {
  /** `write` may be called any number of times; a rejection means: again. */
  add(write: () => Promise<unknown>): void
  /** Tries each of them once more, and gives up the rest. */
  close(): Promise<void>
}

/** `limit`: milliseconds after which a write is no longer worth doing. */
export function createLateWrites(clock: Clock, limit: number): LateWrites {
  const closing = new AbortController()
  const pending = new Set<Promise<void>>()

  const persist = async (write: () => Promise<unknown>) => {
    const end = clock.elapsed() + limit
    for (let pause = FIRST_PAUSE; clock.elapsed() < end; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      await clock.sleep(pause, closing.signal).catch(() => {})
      const isDone = await write().then(
        () => true,
        () => closing.signal.aborted,
      )
      if (isDone) return
    }
  }

  return {
    add: write => {
      const written = persist(write).finally(() => pending.delete(written))
      pending.add(written)
    },
    close: async () => {
      closing.abort('closing')
      await Promise.all(pending)
    },
  }
}
