import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import { type GiveBackOptions, giveBack, type Returnable } from './give-back.ts'
import { isUnused } from './status.ts'

/** Gives back the numbers that nobody waits for any more, each as soon as its provider takes it. */
export interface Reaper<Live> {
  /** Takes a number over; one that has received an SMS, or has ended, is left alone. */
  add(live: Live): void
  /** Resolves when every number is given back, has received an SMS after all, or has ended. */
  drain(): Promise<void>
}

export interface ReaperOptions<Live> extends GiveBackOptions {
  /** A number could not be given back. */
  onGivenUp(error: unknown, live: Live): void
}

export function createReaper<Live extends Returnable<NumberSnapshot>>(options: ReaperOptions<Live>): Reaper<Live> {
  const pending = new Map<Live, Promise<void>>()

  async function reap(live: Live): Promise<void> {
    try {
      await giveBack(live, options)
    } catch (error) {
      options.onGivenUp(error, live)
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
