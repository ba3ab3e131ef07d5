import type { ActivationsFacet } from '../../provider/activations.ts'
import { notSent, onDemand } from '../../provider/on-demand.ts'
import type { ActivationsParts } from './activations.ts'
import { targetOf } from './targets.ts'

/**
 * The numbers of one host, of which all that sends something is loaded with the first command: a reader of catalogs never
 * needs it.
 */
export function activationsOnDemand(parts: ActivationsParts): ActivationsFacet {
  const { provider, dialect } = parts
  const load = onDemand(provider, 'follows numbers', () =>
    import('./activations.ts').then(({ createActivations }) => createActivations(parts)),
  )

  return {
    targets: request => [targetOf(request, parts)],
    purchase: async (order, call) => {
      const { purchase } = await load().catch(notSent(provider, 'activations.purchase'))
      return purchase(order, call)
    },
    fetch: async (id, call) => (await load()).fetch(id, call),
    ...(dialect.openList !== null && {
      fetchMany: async (ids, call) => (await load()).fetchMany(ids, call),
      list: async call => (await load()).list(call),
    }),
    cancel: async (id, call) => (await load()).cancel(id, call),
    complete: async (id, call) => (await load()).complete(id, call),
    retry: async (id, call) => (await load()).retry(id, call),
    report: async (id, reason, call) => (await load()).report(id, reason, call),
  }
}
