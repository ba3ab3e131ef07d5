import { type Clock, systemClock } from '../utils/clock.ts'
import { Ledger, type Step } from './ledger.ts'
import type { IntentStore } from './store.ts'

/**
 * Keeps purchases in memory, about 2 kB for each: what is unknown when the process ends is lost. For tests, and where that
 * may be.
 */
export function createMemoryStore({ clock = systemClock }: { readonly clock?: Clock } = {}): IntentStore {
  const ledger = new Ledger(clock)
  const take = <Result>({ result, row }: Step<Result>): Result => {
    if (row) ledger.put(row)
    return result
  }
  return {
    insert: async intent => take(ledger.insert(intent)),
    begin: async id => take(ledger.begin(id)),
    transition: async (id, from, change) => take(ledger.transition(id, from, change)),
    get: async id => ledger.get(id),
    list: async (account, selection) => ledger.list(account, selection),
    owners: async (account, activationIds) => ledger.owners(account, activationIds),
  }
}
