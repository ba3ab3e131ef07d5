import type { ProviderTraits } from '../../provider/traits.ts'
import type { HandlerApiDialect } from './dialect.ts'

/** What the lines of a dialect come to for everybody else. Nobody knows how late a host books or lists a sale. */
export function traitsOf(dialect: HandlerApiDialect, requestsPerSecond: number): ProviderTraits {
  const { operatorChoice, priceCap, reference, openList, lifetime, cancelAfter, pollInterval } = dialect
  return {
    operatorChoice,
    priceCap,
    honoursReference: reference,
    openList,
    listLag: 10_000,
    latestCommit: 60_000,
    purchaseTimeout: 30_000,
    lifetime,
    completion: 'explicit',
    retry: 'free',
    cancelAfter,
    pollInterval,
    requestsPerSecond,
  }
}
