import type { Provider } from '../provider/provider.ts'
import type { Clock } from '../utils/clock.ts'
import type { AccountMode, PurchasesOptions } from './api.ts'
import type { PurchaseListener } from './events.ts'
import { guardStore } from './guard-store.ts'
import { createLateWrites, type LateWrites } from './late-writes.ts'
import type { IntentStore } from './store.ts'
import { type Timing, timingOf } from './timing.ts'

/** What every part of the engine works with. */
export interface PurchaseContext {
  readonly provider: Provider
  /** Every failure of it is an {@link IntentStoreError}. */
  readonly store: IntentStore
  readonly accountMode: AccountMode
  readonly clock: Clock
  readonly random: () => number
  readonly timing: Timing
  /** Never throws. */
  readonly emit: PurchaseListener
  /** The intents this process works on; whatever state they are in, nobody is to take them for abandoned. */
  readonly own: Set<string>
  /** Answers that could not be written down yet: the intent by the activation it owns all the same. */
  readonly unwritten: Map<string, string>
  readonly late: LateWrites
}

export function createContext(options: PurchasesOptions): PurchaseContext {
  const { provider, store, accountMode, clock, random, onEvent } = options
  const timing = timingOf(provider.traits)
  return {
    provider,
    store: guardStore(store, provider.id),
    accountMode,
    clock,
    random,
    timing,
    emit: (event, payload) => {
      try {
        onEvent(event, payload)
      } catch {
        // A listener has no say in what happens to money.
      }
    },
    own: new Set(),
    unwritten: new Map(),
    late: createLateWrites(clock, timing.life),
  }
}
