import { giveBack } from './give-back.ts'
import type { LiveActivation } from './live.ts'
import { isUnused } from './status.ts'

/** Gives back the numbers that nobody waits for any more, each as soon as its provider takes it. */
export interface Reaper {
  /** Takes a number over; one that has received an SMS, or has ended, is left alone. */
  add(live: LiveActivation): void
  /** Resolves when every number is given back, has received an SMS after all, or has ended. */
  drain(): Promise<void>
}

export function createReaper(): Reaper {
  const pending = new Map<LiveActivation, Promise<void>>()

  async function reap(live: LiveActivation): Promise<void> {
    try {
      await giveBack(live, { attempts: Number.POSITIVE_INFINITY, wait: true })
    } catch (error) {
      live.host.onError(error, live) // its time is over, and nobody can be asked
    } finally {
      pending.delete(live)
    }
  }

  return {
    add(live) {
      if (isUnused(live.snapshot) && !pending.has(live)) pending.set(live, reap(live))
    },
    async drain() {
      while (pending.size > 0) await Promise.all(pending.values())
    },
  }
}
