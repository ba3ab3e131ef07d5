import { createClient } from '../../../client/create-client.ts'
import { createMemoryStore } from '../../../purchase/memory-store.ts'
import { PurchaseUnknownError } from '../../../purchase/unknown-error.ts'
import { equal, errorOf, isTrue } from '../assert.ts'
import { pass, type Scene, turns } from '../scene.ts'
import { afterSale, createHold, type Fault, lostAnswers, onlyOrders } from '../wire.ts'
import type { CaseOf } from './case.ts'
import { orderOnWire } from './purchase.ts'

/** Sold, charged, and the answer is lost: the facet must not know, and must not send again. */
export const lostAnswerCases: readonly CaseOf[] = [
  ...Object.entries(lostAnswers).map(([name, spoil]) => ({
    name: `${name}, after the sale: unknown, sent once`,
    run: async ({ buy, vendor, wire, onlyNumber }: Scene) => {
      wire.fault = afterSale(vendor, spoil)
      const error = await errorOf(buy, 'a purchase whose answer is lost')
      isTrue(!error.rejected && error.code !== 'purchase_not_sent', `${error.code} is proof of nothing`)
      await turns()
      equal(
        wire.sales.filter(count => count > 0),
        [1],
        'sales on the wire',
      )
      isTrue(Number(onlyNumber().charged) > 0, 'it is charged')
    },
  })),
  {
    name: 'P03 cut off before the sale, sold later: unknown, sent once',
    run: async scene => {
      const { buy, wire, clock, onlyNumber } = scene
      const { fault, cut } = await held(scene)
      wire.fault = fault
      const buying = errorOf(buy, 'a purchase that is cut off')
      const late = await cut()
      const error = await buying
      isTrue(!error.rejected && error.code !== 'purchase_not_sent', `${error.code} is proof of nothing`)
      await clock.advance(20_000)
      await late()
      equal(
        wire.sales.filter(count => count > 0),
        [1],
        'sales on the wire',
      )
      isTrue(Number(onlyNumber().charged) > 0, 'it is charged')
    },
  },
]

/** The same through a client: it says that it does not know, looks, and finds; by the books nothing is lost or doubled. */
export const reconcileCases: readonly CaseOf[] = [
  ...Object.entries(lostAnswers).map(([name, spoil]) => ({
    name: `${name}, after the sale: a client finds the number again`,
    run: async (scene: Scene) => {
      scene.wire.fault = afterSale(scene.vendor, spoil)
      const unknown = await boughtBlindly(scene)
      scene.wire.fault = null
      const found = await pass(scene.clock, unknown.reconcile())
      equal(found?.id.split(':')[1], scene.onlyNumber().id, 'the number that is found')
    },
  })),
  {
    name: 'P03 cut off before the sale, sold 20 s later: a client finds the number',
    run: async scene => {
      const { wire, clock, onlyNumber } = scene
      const { fault, cut } = await held(scene)
      wire.fault = fault
      const blindly = boughtBlindly(scene)
      blindly.catch(() => {})
      blindly.catch(() => {})
      const late = await cut()
      const unknown = await blindly
      wire.fault = null
      const finding = unknown.reconcile()
      await clock.advance(20_000)
      await late()
      equal((await pass(clock, finding))?.id.split(':')[1], onlyNumber().id, 'the number that is found')
    },
  },
  {
    name: 'P02 cut off and never sold: a client finds out that nothing was bought',
    run: async scene => {
      const { wire, clock, vendor } = scene
      const { fault, cut } = await held(scene)
      wire.fault = fault
      const blindly = boughtBlindly(scene)
      blindly.catch(() => {})
      blindly.catch(() => {})
      await cut()
      const unknown = await blindly
      wire.fault = null
      equal(await pass(clock, unknown.reconcile()), null, 'what was bought')
      equal(vendor.ledger.activations().length, 0, 'numbers sold')
    },
  },
]

/** A purchase by a client of its own, whose outcome it does not know. */
async function boughtBlindly({
  provider,
  clock,
  suite: { sells },
}: Scene): Promise<PurchaseUnknownError<{ readonly id: string }>> {
  const client = createClient({ provider, clock, store: createMemoryStore({ clock }), accountMode: 'exclusive' })
  const error = await errorOf(() => client.activations.buy(sells), 'a purchase by a client', 'purchase_unknown')
  if (error instanceof PurchaseUnknownError) return error
  throw error
}

/** Holds the request that sells until it is cut off. */
async function held(scene: Scene): Promise<{ readonly fault: Fault; cut(): Promise<() => Promise<Response>> }> {
  const hold = createHold()
  return {
    fault: onlyOrders(await orderOnWire(scene), hold.fault),
    async cut() {
      for (let turn = 0; turn < 1_000 && hold.count === 0; turn += 1) await turns(1)
      return hold.cut()
    },
  }
}
