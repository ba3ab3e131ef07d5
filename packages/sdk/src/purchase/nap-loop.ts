import type { Clock } from '../utils/clock.ts'

/** Takes turns with pauses in between, as long as there is something to do. */
export interface NapLoop {
  isRunning(): boolean
  /** Takes a turn as soon as it can, also out of the middle of a pause. */
  wake(): void
  /** Goes on where it lay idle; leaves a pause as it is. */
  start(): void
  /** Resolves when the turn that is being taken has ended. */
  stop(): Promise<void>
}

/** `turn` answers the milliseconds until the next; `null` when there is nothing to do. Pauses keep no process alive. */
export function createNapLoop(clock: Clock, turn: () => Promise<number | null>): NapLoop {
  let loop: Promise<void> | null = null
  let isWoken = false
  let isStopped = false
  let nap = new AbortController()

  const run = async () => {
    while (!isStopped) {
      isWoken = false
      nap = new AbortController()
      const pause = await turn()
      if (isWoken) continue
      if (pause === null) return
      await clock.sleep(pause, nap.signal, { background: true }).catch(() => {})
    }
  }
  const start = () => {
    isWoken = true
    if (loop || isStopped) return
    loop = run().finally(() => {
      loop = null
      if (isWoken) start() // woken just as it lay down
    })
  }
  return {
    isRunning: () => loop !== null,
    start,
    wake: () => {
      nap.abort('woken')
      start()
    },
    stop: async () => {
      isStopped = true
      nap.abort('stopped')
      await loop
    },
  }
}
