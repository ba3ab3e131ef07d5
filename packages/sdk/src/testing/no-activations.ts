import type { ActivationsFacet } from '../provider/activations.ts'
import type { ProviderTraits } from '../provider/traits.ts'

/** Traits of a provider about which nobody knows anything: the safe default of each. */
export const unknownTraits: ProviderTraits = {
  operatorChoice: false,
  priceCap: false,
  honoursReference: 'none',
  openList: null,
  listLag: 10_000,
  latestCommit: 60_000,
  purchaseTimeout: 30_000,
  lifetime: 20 * 60_000,
  completion: 'implicit',
  retry: false,
  cancelAfter: 120_000,
  pollInterval: 5_000,
  requestsPerSecond: null,
}

const refuse = () => {
  throw new Error('this provider sells nothing')
}

/** For a provider in a test that never buys. */
export const noActivations: ActivationsFacet = {
  targets: refuse,
  purchase: async () => refuse(),
  fetch: async () => refuse(),
  cancel: async () => refuse(),
}
