import { ConfigurationError } from '../errors/access.ts'
import type { Purchase, Purchases, PurchasesOptions } from './api.ts'
import { awaitOutcome, noSuchIntent } from './await-outcome.ts'
import { createContext } from './context.ts'
import { assertSameOrder, type Order, readOrder } from './order.ts'
import { createPatrol } from './patrol.ts'
import { purchase } from './purchase.ts'
import { resolvePurchase } from './resolve.ts'
import { type SharedRun, shareRun } from './shared-run.ts'

/** Builds the purchase engine of a client. It sends nothing, but goes on looking for what the ledger shows to be unknown. */
export function createPurchases(options: PurchasesOptions): Purchases {
  const context = createContext(options)
  const { provider, store } = context
  const engine = { context, patrol: createPatrol(context) }
  const running = new Set<Promise<unknown>>()
  const byKey = new Map<string, { readonly order: Order; readonly run: SharedRun<Purchase> }>()
  let isClosed = false

  const startRun = (order: Order): SharedRun<Purchase> => {
    const { idempotencyKey } = order
    const run = shareRun(callers => {
      const result = purchase(engine, order, callers).finally(() => {
        running.delete(result)
        if (idempotencyKey !== null) byKey.delete(idempotencyKey)
      })
      running.add(result)
      return result
    })
    if (idempotencyKey !== null) byKey.set(idempotencyKey, { order, run })
    return run
  }

  return {
    buy: async (request, { idempotencyKey, signal } = {}) => {
      signal?.throwIfAborted()
      if (isClosed) throw new ConfigurationError('the client is closed', { provider: provider.id })
      const order = readOrder(provider, request, idempotencyKey)
      const same = idempotencyKey === undefined ? undefined : byKey.get(idempotencyKey)
      if (same) assertSameOrder(provider.id, same.order, order)
      return (same?.run ?? startRun(order)).join(signal)
    },
    reconcile: (intentId, call = {}) => awaitOutcome(engine, intentId, call),
    resolve: (intentId, activationId, call = {}) => resolvePurchase(engine, intentId, activationId, call),
    open: async () => {
      const open = await store.list(provider.id, 'open')
      return open.map(intent => ({ ...intent, candidates: engine.patrol.candidatesOf(intent.id) }))
    },
    get: async intentId => {
      const intent = await store.get(intentId)
      if (!intent) throw noSuchIntent(provider.id, intentId)
      return intent
    },
    orphans: () => store.list(provider.id, 'orphan'),
    snapshotOf: async activationId => {
      const owner = (await store.owners(provider.id, [activationId])).get(activationId)
      return owner === undefined ? null : ((await store.get(owner))?.snapshot ?? null)
    },
    noteEnded: async activationId => {
      try {
        const owner = (await store.owners(provider.id, [activationId])).get(activationId)
        if (owner !== undefined) await store.transition(owner, ['confirmed', 'orphan'], { ended: true })
      } catch {
        // The patrol finds out by itself.
      }
    },
    close: async () => {
      isClosed = true
      await Promise.allSettled(running)
      await engine.patrol.stop()
      await context.late.close()
    },
  }
}
