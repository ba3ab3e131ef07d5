import { ConfigurationError } from '../errors/access.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { BuyOptions, Purchase, Purchases, PurchasesOptions } from './api.ts'
import { awaitOutcome, noSuchIntent } from './await-outcome.ts'
import { createContext } from './context.ts'
import { activationDeal, type Deal, extensionDeal, rentalDeal } from './deal.ts'
import { assertSameOrder, type Order, orderOf } from './order.ts'
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
  const byKey = new Map<string, { readonly order: Order; readonly run: SharedRun<Purchase<NumberSnapshot>> }>()
  let isClosed = false

  const startRun = (order: Order): SharedRun<Purchase<NumberSnapshot>> => {
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

  const strike = async <Bought extends NumberSnapshot>(
    make: () => Deal<Bought>,
    options: BuyOptions,
  ): Promise<Purchase<Bought>> => {
    const { idempotencyKey, signal } = options
    signal?.throwIfAborted()
    if (isClosed) throw new ConfigurationError('the client is closed', { provider: provider.id })
    const order = orderOf(provider.id, make(), options)
    const same = idempotencyKey === undefined ? undefined : byKey.get(idempotencyKey)
    if (same) assertSameOrder(provider.id, same.order, order)
    const run = same?.run ?? startRun(order)
    return (await run.join(signal)) as Purchase<Bought> // the same order is of the same kind
  }

  const ownerIdOf = async (activationId: string) => (await store.owners(provider.id, [activationId])).get(activationId)

  const ownerOf = async (activationId: string) => {
    const owner = await ownerIdOf(activationId)
    return owner === undefined ? null : store.get(owner)
  }

  return {
    buy: (request, options = {}) => strike(() => activationDeal(provider, request), options),
    rent: (request, options = {}) => strike(() => rentalDeal(provider, request), options),
    extend: (request, options = {}) => strike(() => extensionDeal(provider, request), options),
    reconcile: (intentId, call = {}) => awaitOutcome(engine, intentId, call),
    resolve: (intentId, activationId, call = {}) => resolvePurchase(engine, intentId, activationId, call),
    open: () => store.list(provider.id, 'open'),
    get: async intentId => {
      const intent = await store.get(intentId)
      if (!intent) throw noSuchIntent(provider.id, intentId)
      return intent
    },
    orphans: () => store.list(provider.id, 'orphan'),
    ownerOf,
    snapshotOf: async activationId => (await ownerOf(activationId))?.snapshot ?? null,
    noteEnded: async activationId => {
      try {
        const owner = await ownerIdOf(activationId)
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
