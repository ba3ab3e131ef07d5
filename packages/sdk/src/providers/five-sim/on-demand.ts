import type { ActivationsFacet } from '../../provider/activations.ts'
import { notSent, onDemand } from '../../provider/on-demand.ts'
import type { RentalsFacet } from '../../provider/rentals.ts'
import type { OrderParts } from './activations.ts'
import type { CatalogParts } from './catalog.ts'
import { rentalTargetOf } from './rental-targets.ts'
import { targetOf } from './targets.ts'

/** The numbers of the account, of which all that sends something is loaded with the first command. */
export function activationsOnDemand(parts: OrderParts): ActivationsFacet {
  const { provider } = parts
  const load = onDemand(provider, 'follows numbers', async () =>
    (await import('./activations.ts')).createActivations(parts),
  )
  return {
    targets: request => [targetOf(request, parts)],
    purchase: async (order, call) =>
      (await load().catch(notSent(provider, 'activations.purchase'))).purchase(order, call),
    fetch: async (id, call) => (await load()).fetch(id, call),
    fetchMany: async (ids, call) => (await load()).fetchMany(ids, call),
    list: async call => (await load()).list(call),
    cancel: async (id, call) => (await load()).cancel(id, call),
    complete: async (id, call) => (await load()).complete(id, call),
    retry: async (id, call) => (await load()).retry(id, call),
    report: async (id, reason, call) => (await load()).report(id, reason, call),
  }
}

/** The same for rented numbers. */
export function rentalsOnDemand(parts: OrderParts & CatalogParts): RentalsFacet {
  const { provider } = parts
  const load = onDemand(provider, 'follows numbers', async () => (await import('./rentals.ts')).createRentals(parts))
  return {
    offers: async (query, call) => (await load()).offers(query, call),
    targets: request => [rentalTargetOf(request, parts)],
    rent: async (order, call) => (await load().catch(notSent(provider, 'rentals.rent'))).rent(order, call),
    fetch: async (id, call) => (await load()).fetch(id, call),
    list: async call => (await load()).list(call),
  }
}
