import { notSent, onDemand } from '../../provider/on-demand.ts'
import type { RentalsFacet } from '../../provider/rentals.ts'
import type { ActivationsParts } from './activations.ts'
import { rentalTargetOf } from './targets.ts'

/** The rentals of one host, loaded with the first command as its activations are. */
export function rentalsOnDemand(parts: ActivationsParts): RentalsFacet {
  const { provider, dialect } = parts
  const load = onDemand(provider, 'follows numbers', () =>
    import('./rentals.ts').then(({ createRentals }) => createRentals(parts)),
  )

  return {
    offers: async (query, call) => (await load()).offers(query, call),
    targets: request => [rentalTargetOf(request, parts)],
    rent: async (order, call) => {
      const { rent } = await load().catch(notSent(provider, 'rentals.rent'))
      return rent(order, call)
    },
    extend: async (order, call) => {
      const { extend } = await load().catch(notSent(provider, 'rentals.extend'))
      return extend(order, call)
    },
    extensions: async (id, call) => (await load()).extensions(id, call),
    fetch: async (id, call) => (await load()).fetch(id, call),
    ...(dialect.openList !== null && { list: async call => (await load()).list(call) }),
    cancel: async (id, call) => (await load()).cancel(id, call),
    complete: async (id, call) => (await load()).complete(id, call),
  }
}
