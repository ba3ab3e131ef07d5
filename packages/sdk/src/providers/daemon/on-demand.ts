import type { ActivationsFacet } from '../../provider/activations.ts'
import { notSent, onDemand } from '../../provider/on-demand.ts'
import type { CatalogFacet, Provider } from '../../provider/provider.ts'
import type { RentalsFacet } from '../../provider/rentals.ts'
import type { CatalogParts } from './catalog.ts'
import type { NumberParts } from './numbers.ts'
import type { StreamParts } from './stream.ts'
import { rentalTargetOf, targetOf } from './targets.ts'

/** What the account has to spend. */
export function balanceOnDemand(parts: CatalogParts): Provider['account']['balance'] {
  const load = onDemand(parts.provider, 'tells balances', () => import('./balance.ts'))
  return async call => (await load()).readBalance(parts, call)
}

/** What the daemon's tables hold. */
export function catalogOnDemand(parts: CatalogParts): CatalogFacet {
  const load = onDemand(parts.provider, 'reads catalogs', async () =>
    (await import('./catalog.ts')).createCatalog(parts),
  )
  return {
    services: async call => (await load()).services(call),
    countries: async call => (await load()).countries(call),
    offers: async (query, call) => (await load()).offers(query, call),
    availability: async (query, call) => (await load()).availability(query, call),
    scan: async function* scan(query, call) {
      return yield* (await load()).scan(query, call)
    },
  }
}

/** The numbers of the account, of which all that sends something is loaded with the first command. */
export function activationsOnDemand(parts: NumberParts): ActivationsFacet {
  const { provider } = parts
  const load = onDemand(provider, 'follows numbers', async () =>
    (await import('./activations.ts')).createActivations(parts),
  )
  return {
    targets: request => [targetOf(request, parts, 'activations.targets')],
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
export function rentalsOnDemand(parts: NumberParts): RentalsFacet {
  const { provider } = parts
  const load = onDemand(provider, 'rents numbers', async () => (await import('./rentals.ts')).createRentals(parts))
  return {
    targets: request => [rentalTargetOf(request, parts, 'rentals.targets')],
    offers: async (query, call) => (await load()).offers(query, call),
    rent: async (order, call) => (await load().catch(notSent(provider, 'rentals.rent'))).rent(order, call),
    extend: async (order, call) => (await load().catch(notSent(provider, 'rentals.extend'))).extend(order, call),
    extensions: async (id, call) => (await load()).extensions(id, call),
    fetch: async (id, call) => (await load()).fetch(id, call),
    list: async call => (await load()).list(call),
    cancel: async (id, call) => (await load()).cancel(id, call),
    complete: async (id, call) => (await load()).complete(id, call),
  }
}

/** News of every number. */
export function streamOnDemand(parts: StreamParts): NonNullable<Provider['stream']> {
  const load = onDemand(parts.provider, 'streams news', () => import('./stream.ts'))
  return async function* stream(call) {
    const { streamNews } = await load()
    yield* streamNews(parts, call)
  }
}

/** What came of a purchase. */
export function outcomeOnDemand(parts: NumberParts): NonNullable<Provider['outcomeOf']> {
  const load = onDemand(parts.provider, 'looks at purchases', () => import('./outcome.ts'))
  return async (reference, call) => (await load()).outcomeOf(parts, reference, call)
}
