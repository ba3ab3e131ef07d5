import type { Clock } from '../utils/clock.ts'

/** Listens for signs of life. */
export interface Silence {
  /** There was one: the time begins anew. */
  heard(): void
  /** Nobody listens any more. */
  stop(): void
}

/** Calls `onSilence` when nothing was heard for `limit` milliseconds, from now on. */
export function listenForSilence(clock: Clock, limit: number, onSilence: () => void): Silence {
  let wait = new AbortController()
  const listen = () => {
    wait = new AbortController()
    clock.sleep(limit, wait.signal).then(onSilence, () => {}) // heard, or stopped
  }
  listen()
  return {
    heard() {
      wait.abort('heard')
      listen()
    },
    stop: () => wait.abort('stopped'),
  }
}
