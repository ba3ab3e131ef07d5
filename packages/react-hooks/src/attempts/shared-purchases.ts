import type {
  ActivationSnapshot,
  Client,
  PurchaseRequest,
  RentalRequest,
  RentalSnapshot,
  RentalsResource,
} from '@onesms/sdk'
import { purchaseOnDemand } from './on-demand.ts'
import type { SharedPurchase } from './purchase.ts'

/** What all components of a client share: one purchase of each kind at a time. */
export interface SharedPurchases {
  readonly activation: SharedPurchase<PurchaseRequest, ActivationSnapshot>
  readonly rental: SharedPurchase<RentalRequest, RentalSnapshot>
}

const known = new WeakMap<Client, SharedPurchases>()

/** The purchases of a client: a component that is mounted anew finds what it, or another one, has asked for. Costs nothing. */
export function purchasesOf(client: Client): SharedPurchases {
  const found = known.get(client)
  if (found) return found
  const { provider, activations } = client
  // Every client has them; where the provider rents nothing they say so.
  const { rentals } = client as Client & { readonly rentals: RentalsResource }
  const made: SharedPurchases = {
    activation: purchaseOnDemand(provider, 'activation', (request, idempotencyKey) =>
      activations.buy(request, { idempotencyKey }),
    ),
    rental: purchaseOnDemand(provider, 'rental', (request, idempotencyKey) =>
      rentals.rent(request, { idempotencyKey }),
    ),
  }
  known.set(client, made)
  return made
}
