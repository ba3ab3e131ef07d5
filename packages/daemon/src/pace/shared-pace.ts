import type { RequestPace } from '@onesms/sdk'
import { type Slots, slowDown, takeSlots } from '../db/store/pace.ts'
import type { Database } from '../db/tables.ts'
import { monotonicClock } from '../http/clock.ts'
import { createTurnstile, type PaceClock } from './turns.ts'

/** How long the database may take to answer, and for how long it is left alone when it does not. */
const PATIENCE = 1_000
/** Of the limit, what a process takes for itself while nobody tells it of the others. */
const OWN_SHARE = 0.2
/** A provider that is silent about how long is asked again after a second. */
const LONGEST_PAUSE = 60_000

export interface SharedPaceOptions {
  readonly database: Database
  readonly account: string
  /** Requests a second that the account may send at most, from all processes together. */
  readonly limit: number
  readonly clock?: PaceClock
}

/**
 * The pace of one account, kept by all processes on one database. While the database does not answer, a process goes on by
 * itself at a fifth of the limit: what cannot be shared is not stopped for it.
 */
export function createSharedPace({ database, account, limit, clock = monotonicClock }: SharedPaceOptions): RequestPace {
  let aloneUntil = Number.NEGATIVE_INFINITY
  let nextAlone = Number.NEGATIVE_INFINITY

  function takeAlone(count: number): Slots {
    const interval = 1000 / (limit * OWN_SHARE)
    const now = clock.now()
    const first = Math.max(now, nextAlone)
    nextAlone = first + count * interval
    return { wait: first - now, interval }
  }

  async function take(count: number): Promise<Slots> {
    if (clock.now() < aloneUntil) return takeAlone(count)
    const answered = new AbortController()
    try {
      const late = clock.sleep(PATIENCE, answered.signal).then(() => null)
      const slots = await Promise.race([takeSlots(database, account, limit, count), late])
      if (slots) return slots
    } catch {
      // It makes no difference why.
    } finally {
      answered.abort()
    }
    aloneUntil = clock.now() + PATIENCE
    return takeAlone(count)
  }

  const { turn } = createTurnstile(clock, limit, take)
  return {
    turn,
    slowed: ms => {
      const pause = Math.min(ms, LONGEST_PAUSE)
      nextAlone = Math.max(nextAlone, clock.now() + pause)
      void slowDown(database, account, limit, pause).catch(() => {}) // the own limiter has paused by itself
    },
  }
}
