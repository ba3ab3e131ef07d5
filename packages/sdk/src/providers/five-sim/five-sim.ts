import { ConfigurationError } from '../../errors/access.ts'
import { type ApiKey, apiKeySecrets } from '../../http/api-key.ts'
import { checkBaseUrl } from '../../http/base-url.ts'
import { createHttp } from '../../http/create-http.ts'
import type { FetchLike } from '../../http/exchange.ts'
import { createLimiter } from '../../http/limiter.ts'
import { checkId, checkRate } from '../../provider/check-settings.ts'
import type { Provider } from '../../provider/provider.ts'
import type { RentalsFacet } from '../../provider/rentals.ts'
import { systemClock } from '../../utils/clock.ts'
import { createLine } from './api.ts'
import { createCatalog } from './catalog.ts'
import { createNames } from './names.ts'
import { activationsOnDemand, rentalsOnDemand } from './on-demand.ts'
import { getBalance } from './questions.ts'
import { traitsOf } from './traits.ts'

const BASE_URL = 'https://5sim.net/v1'
const KNOWN_HOSTS = ['5sim.net']
const ENV = 'FIVE_SIM_API_KEY'
const REQUESTS_PER_SECOND = 20

/** What the user of 5SIM chooses. */
export interface FiveSimOptions {
  /**
   * The token of the account page, for the native API; a function that answers it, or `{ file }`: these are asked before each
   * request, so that a changed token counts at once. Default: `FIVE_SIM_API_KEY`, or the file `FIVE_SIM_API_KEY_FILE` names.
   */
  readonly apiKey?: ApiKey
  /** Another id, for a second account. Default `five-sim`. */
  readonly id?: string
  /**
   * ISO 4217 code of the account. No answer tells it: documents of 2020 speak of rubles, balances and prices seen since
   * 2025 are in dollars. Default `USD`.
   */
  readonly currency?: string
  /** Where to send requests, for example an emulator. Default: the provider's address. */
  readonly baseUrl?: string
  /**
   * Accept an https `baseUrl` on a host that is not known to be the provider's. It receives the key. Default `false`. A name
   * that leads to a private address is refused all the same: at once where it is an address, at the purchase where it is not.
   */
  readonly allowCustomBaseUrl?: boolean
  /**
   * Default: the global `fetch`, and for purchases a connection of their own, where there are sockets. With a `fetch` of
   * yours purchases go through it too, which is weaker: it may send on a used connection, follow its own rules of retry,
   * and cannot be told which addresses a name may have.
   */
  readonly fetch?: FetchLike
  /** Most requests a second. Default 20: the host takes 100, and bans for ten minutes who exceeds that five times. */
  readonly requestsPerSecond?: number
  /** Run in a page, where everybody can read the key. Default `false`. */
  readonly dangerouslyAllowBrowser?: boolean
}

/**
 * 5SIM, by its native API. Reads `FIVE_SIM_API_KEY`; that of its older, SMS-Activate-like one is another key.
 *
 * Rented numbers are what it calls hosting: they receive for every service, are sold by their length, and run to their end.
 * Since 2026 no country was seen to sell any.
 *
 * Sources: its documentation, recorded answers of 2026-08, production code of third parties. An operator together with
 * `maxPrice` is refused, since the host then ignores the latter.
 *
 * @throws {@link ConfigurationError} when there is no key, in a page, or for an address the key must not travel to.
 */
export function fiveSim(options: FiveSimOptions = {}): Provider & { readonly rentals: RentalsFacet } {
  const { id = 'five-sim', currency = 'USD', requestsPerSecond: rate = REQUESTS_PER_SECOND } = options
  checkId(id)
  checkRate(rate, id)
  if (!/^[A-Z]{3}$/.test(currency)) {
    throw new ConfigurationError('currency is not an ISO 4217 code', { provider: id, operation: 'configure' })
  }
  const { apiKey, dangerouslyAllowBrowser: allowBrowser } = options
  const secretHeaders = apiKeySecrets({ apiKey, env: ENV, provider: id, allowBrowser }, key => ({
    authorization: `Bearer ${key}`,
  }))
  const baseUrl = checkBaseUrl(options.baseUrl ?? BASE_URL, {
    knownHosts: KNOWN_HOSTS,
    allowCustomBaseUrl: options.allowCustomBaseUrl,
    provider: id,
  })
  const clock = systemClock
  const http = createHttp({
    provider: id,
    baseUrl,
    credentials: {},
    secretHeaders,
    fetch: options.fetch,
    limiter: createLimiter({ rate, burst: Math.ceil(rate), clock }),
    clock,
  })
  const line = createLine({ http, provider: id, currency, clock })
  const shared = { provider: id, names: createNames(), redact: http.redact }
  const catalog = { ...shared, api: line, currency }
  const orders = { ...shared, line, clock }
  return {
    spec: 1,
    id,
    name: '5SIM',
    currency,
    traits: traitsOf(rate),
    account: { balance: async call => ({ amount: await line.send(getBalance, call), currency }) },
    catalog: createCatalog(catalog),
    activations: activationsOnDemand(orders),
    rentals: rentalsOnDemand({ ...catalog, ...orders }),
    usePace: http.usePace,
    retriesLeft: http.retriesLeft,
  }
}
