import type { Intent, IntentState, IntentStore } from '@onesms/sdk'
import { PurchaseRefusedError } from '../purchase/refused-error.ts'
import type { Metrics } from './metrics.ts'

/** What a purchase comes to; being prepared and being sent is none. */
const OUTCOMES: ReadonlySet<IntentState> = new Set<IntentState>([
  'confirmed',
  'rejected',
  'not_sent',
  'unknown',
  'not_purchased',
  'failed',
])

/** The same store; what becomes of purchases, by this process, is counted. */
export function observeStore(store: IntentStore, metrics: Metrics): IntentStore {
  return {
    ...store,
    insert: async draft => {
      const inserted = await store.insert(draft).catch(error => {
        if (error instanceof PurchaseRefusedError)
          metrics.spendLimitHits.inc({ limit: error.facts.limit ?? error.facts.code })
        throw error
      })
      if (inserted.created && draft.state === 'orphan') countOrphan(metrics, inserted.intent)
      return inserted
    },
    transition: async (id, from, change) => {
      const result = await store.transition(id, from, change)
      if (result.kind === 'moved' && change.state !== undefined) countOutcome(metrics, result.intent, from)
      if (result.kind === 'owned') metrics.purchaseDuplicateIds.inc({ account: await accountOf(store, id) })
      return result
    },
  }
}

function countOutcome(metrics: Metrics, intent: Intent, from: readonly IntentState[]): void {
  const { account, state, snapshot, doubt } = intent
  if (!OUTCOMES.has(state) || from.includes('orphan')) return
  metrics.purchases.inc({ account, result: state })
  if (state !== 'confirmed') return
  // A doubt is kept after it has been cleared up.
  if (doubt !== null) metrics.purchasesAdopted.inc({ account })
  const { price } = snapshot ?? {}
  if (price) metrics.spend.inc({ account, currency: price.currency }, Number(price.amount) * 100)
}

function countOrphan(metrics: Metrics, { account, flags }: Intent): void {
  metrics.purchaseOrphans.inc({ account, kind: flags.includes('surplus') ? 'surplus' : 'unattributed' })
}

async function accountOf(store: IntentStore, id: string): Promise<string> {
  return (await store.get(id))?.account ?? 'unknown'
}
