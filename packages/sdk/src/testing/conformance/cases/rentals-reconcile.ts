import { createClient } from '../../../client/create-client.ts'
import type { Provider } from '../../../provider/provider.ts'
import type { RentalsFacet } from '../../../provider/rentals.ts'
import { createMemoryStore } from '../../../purchase/memory-store.ts'
import { PurchaseUnknownError } from '../../../purchase/unknown-error.ts'
import { equal, errorOf } from '../assert.ts'
import { pass, type Scene } from '../scene.ts'
import { afterSale, lostAnswers } from '../wire.ts'
import type { CaseOf } from './case.ts'
import { A_WHILE, goodsOf, rentedIn } from './rentals.ts'

/** The other ways end the same, and each looks for as long as a sale may take. */
const EXTENDED = Object.entries(lostAnswers).slice(0, 2)

/** Renting through a client: what was paid for is found again, and an extension is not bought twice. */
export const rentalReconcileCases: readonly CaseOf[] = [
  ...Object.entries(lostAnswers).map(([name, spoil]) => ({
    name: `E20 ${name}, after it was rented: a client finds the number again`,
    run: async (scene: Scene) => {
      const { rentals } = clientOf(scene)
      scene.wire.fault = afterSale(scene.vendor, spoil)
      const unknown = await unknownOf(() => rentals.rent(goodsOf(scene)))
      scene.wire.fault = null
      const found = await pass(scene.clock, unknown.reconcile())
      equal(found?.id.split(':')[1], rentedIn(scene)[0]?.id, 'the number that is found')
      equal(rentedIn(scene).length, 1, 'numbers rented')
    },
  })),
  ...EXTENDED.map(([name, spoil]) => ({
    name: `E20 ${name}, after it was extended, where it can be: a client finds that out, or asks a person`,
    run: async (scene: Scene) => {
      if (!scene.provider.rentals?.extend) return
      const rental = await clientOf(scene).rentals.rent(goodsOf(scene))
      await scene.clock.advance(A_WHILE)
      scene.wire.fault = afterSale(scene.vendor, spoil)
      const { duration } = goodsOf(scene)
      const unknown = await unknownOf(() => rental.extend(duration))
      scene.wire.fault = null
      const [listed] = (await scene.provider.rentals.list?.({})) ?? []
      const finding = pass(scene.clock, unknown.reconcile())
      // Where the list tells no ends, a person must say, and the client must not.
      if (listed?.expiresAt) equal((await finding)?.id, rental.id, 'the number that was extended')
      else await errorOf(() => finding, 'an end that nobody tells', 'purchase_unknown')
      equal(rentedIn(scene)[0]?.extensions.length, 1, 'extensions in the books')
    },
  })),
]

function clientOf({ provider, clock }: Scene) {
  return createClient({
    provider: provider as Provider & { readonly rentals: RentalsFacet },
    clock,
    store: createMemoryStore({ clock }),
    accountMode: 'exclusive',
  })
}

async function unknownOf(call: () => Promise<unknown>): Promise<PurchaseUnknownError<{ readonly id: string }>> {
  const error = await errorOf(call, 'renting through a client', 'purchase_unknown')
  if (error instanceof PurchaseUnknownError) return error
  throw error
}
