import { setTimeout as sleep } from 'node:timers/promises'
import type { ServerSpec } from './launch.ts'
import { type Seat, takeSeat } from './seat.ts'

const RETRY_MS = 1000

/** Takes another seat whenever one is lost, until the function it returns is called, which leaves for good. */
export function keepSeat(first: Seat, spec: ServerSpec): () => Promise<void> {
  const leaving = new AbortController()
  let seat = first

  const kept = keep()
  return async () => {
    leaving.abort()
    await seat.leave()
    await kept
  }

  async function keep(): Promise<void> {
    for (;;) {
      await seat.lost
      const next = await takeNext()
      if (!next) return
      seat = next
      if (leaving.signal.aborted) return seat.leave()
    }
  }

  /** Failures are not reported here: whoever needs the database learns of them from his queries. */
  async function takeNext(): Promise<Seat | null> {
    while (!leaving.signal.aborted) {
      try {
        return await takeSeat(spec, leaving.signal)
      } catch {
        await sleep(RETRY_MS, undefined, { signal: leaving.signal, ref: false }).catch(() => {})
      }
    }
    return null
  }
}
