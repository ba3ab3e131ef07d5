import type { Slots } from '../db/store/pace.ts'

/** Time that only passes, as a parameter. */
export interface PaceClock {
  /** Milliseconds since some instant; only differences mean anything. */
  now(): number
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** How much of one second's turns is asked for at once: what a process that dies has taken with it. */
const AHEAD = 0.5
/** How often a turn that came too late is given up for another one. */
const MOST_MISSED = 3

/** Hands out to those who wait the turns that `take` gets for them, several at a time. */
export function createTurnstile(
  clock: PaceClock,
  limit: number,
  take: (count: number) => Promise<Slots>,
): { turn(signal: AbortSignal): Promise<void> } {
  const waiting: { resolve: () => void; reject: (error: unknown) => void; missed: number }[] = []
  let isPumping = false

  async function pump(): Promise<void> {
    while (waiting.length > 0) {
      const count = Math.max(1, Math.min(waiting.length, Math.ceil(limit * AHEAD)))
      const asked = clock.now()
      try {
        const slots = await take(count)
        await handOut(slots, count, asked)
      } catch (error) {
        for (const { reject } of waiting.splice(0, count)) reject(error)
      }
    }
  }

  async function handOut({ wait, interval }: Slots, count: number, asked: number): Promise<void> {
    const received = clock.now()
    for (let place = 0; place < count && waiting.length > 0; place += 1) {
      const due = wait + place * interval
      const left = received + due - clock.now()
      if (left > 0) await clock.sleep(left)
      const next = waiting.shift()
      if (!next) return
      // Late by more than a turn, it would come beside the next one of somebody else.
      const isMissed = clock.now() - (asked + due) > interval
      if (isMissed && next.missed < MOST_MISSED) waiting.unshift({ ...next, missed: next.missed + 1 })
      else next.resolve()
    }
  }

  async function start(): Promise<void> {
    if (isPumping) return
    isPumping = true
    try {
      await pump()
    } finally {
      isPumping = false
    }
  }

  return {
    turn: signal =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason)
        const entry = {
          missed: 0,
          resolve: () => {
            signal.removeEventListener('abort', leave)
            resolve()
          },
          reject: (error: unknown) => {
            signal.removeEventListener('abort', leave)
            reject(error)
          },
        }
        const leave = () => {
          const place = waiting.findIndex(other => other.resolve === entry.resolve)
          if (place >= 0) waiting.splice(place, 1)
          reject(signal.reason)
        }
        signal.addEventListener('abort', leave, { once: true })
        waiting.push(entry)
        void start()
      }),
  }
}
