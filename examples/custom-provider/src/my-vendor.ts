import {
  checkBaseUrl,
  createHttp,
  createLimiter,
  defineProvider,
  type FetchLike,
  type Provider,
  resolveApiKey,
  systemClock,
} from '@onesms/sdk/provider-kit'
import { createActivations } from './activations.ts'
import { createCatalog } from './catalog.ts'
import { createLine } from './line.ts'
import { readBalance } from './schemas.ts'

const REQUESTS_PER_SECOND = 5

/** What the user of this provider chooses. */
export interface MyVendorOptions {
  /** Default: `MY_VENDOR_API_KEY`. */
  readonly apiKey?: string
  /** Another id, for a second account. */
  readonly id?: string
  readonly baseUrl?: string
  readonly allowCustomBaseUrl?: boolean
  readonly fetch?: FetchLike
  readonly requestsPerSecond?: number
}

/** My Vendor. Reads `MY_VENDOR_API_KEY`. Sources: say here where each fact comes from, and when it was seen. */
export function myVendor(options: MyVendorOptions = {}): Provider {
  const { id = 'my-vendor', requestsPerSecond = REQUESTS_PER_SECOND, fetch } = options
  const apiKey = resolveApiKey({ apiKey: options.apiKey, env: 'MY_VENDOR_API_KEY', provider: id })
  const http = createHttp({
    provider: id,
    baseUrl: checkBaseUrl(options.baseUrl ?? 'https://api.my-vendor.example/v1', {
      knownHosts: ['api.my-vendor.example'],
      allowCustomBaseUrl: options.allowCustomBaseUrl,
      provider: id,
    }),
    credentials: {},
    secretHeaders: { authorization: `Bearer ${apiKey}` },
    fetch,
    limiter: createLimiter({ rate: requestsPerSecond, burst: requestsPerSecond, clock: systemClock }),
    clock: systemClock,
  })
  const parts = { line: createLine(http, id), provider: id, currency: 'USD', clock: systemClock }
  return defineProvider({
    spec: 1,
    id,
    name: 'My Vendor',
    currency: 'USD',
    traits: {
      operatorChoice: false,
      priceCap: true,
      honoursReference: 'none',
      openList: 'complete',
      listLag: 10_000,
      latestCommit: 60_000,
      purchaseTimeout: 30_000,
      lifetime: 20 * 60_000,
      completion: 'explicit',
      retry: false,
      cancelAfter: 60_000,
      pollInterval: 5_000,
      requestsPerSecond,
    },
    account: {
      balance: async call => ({
        amount: await parts.line.read('account.balance', ['balance'], readBalance, call),
        currency: 'USD',
      }),
    },
    catalog: createCatalog(parts),
    activations: createActivations(parts),
  })
}
