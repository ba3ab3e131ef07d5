import type { ProviderTraits } from '../../provider/traits.ts'

/** Milliseconds an activation lives where the answer does not say: by the host's own pages. Orders of 20 minutes were seen. */
export const LIFETIME = 15 * 60_000
/** Milliseconds until a number is taken back: at once, as a rule. Where the host wants a wait it says so. */
export const CANCEL_AFTER = 0

/** How the host behaves. Nobody knows how late it books or lists a sale. */
export function traitsOf(requestsPerSecond: number): ProviderTraits {
  return {
    operatorChoice: true,
    priceCap: true, // by its documentation, and only without a choice of operator: both together are refused
    honoursReference: 'none',
    openList: 'paged',
    listLag: 10_000,
    latestCommit: 60_000,
    purchaseTimeout: 30_000,
    lifetime: LIFETIME,
    completion: 'explicit',
    retry: 'free',
    cancelAfter: CANCEL_AFTER,
    pollInterval: 4_000,
    requestsPerSecond,
  }
}
