import type { ProviderTraits } from '../../provider/traits.ts'

/** Milliseconds until the outcome of a purchase counts as unknown here; the daemon goes on looking. */
export const PURCHASE_TIMEOUT = 120_000
/** How a daemon behaves. What depends on who sells behind it takes the value that is safe for all. */
export const traitsOf = (requestsPerSecond: number): ProviderTraits => ({
  operatorChoice: true,
  priceCap: true,
  honoursReference: 'proven', // it keeps what it bought by the key
  openList: 'paged',
  listLag: 1_000,
  latestCommit: 60_000,
  purchaseTimeout: PURCHASE_TIMEOUT,
  lifetime: 60 * 60_000,
  completion: 'explicit',
  retry: 'free',
  cancelAfter: 2 * 60_000, // where the daemon does not tell
  pollInterval: 10_000,
  requestsPerSecond,
})
