import { ConfigurationError } from '../../errors/access.ts'
import { type ApiKey, apiKeySecrets } from '../../http/api-key.ts'
import { checkBaseUrl } from '../../http/base-url.ts'
import { createHttp } from '../../http/create-http.ts'
import type { FetchLike } from '../../http/exchange.ts'
import { createLimiter } from '../../http/limiter.ts'
import { checkId, checkRate } from '../../provider/check-settings.ts'
import type { Provider } from '../../provider/provider.ts'
import { systemClock } from '../../utils/clock.ts'
import { createHandlerLine, type HandlerApi } from './api.ts'
import { createCatalog } from './catalog.ts'
import { getBalance } from './commands.ts'
import type { HandlerApiDialect } from './dialect.ts'
import { createNames } from './names.ts'
import { activationsOnDemand } from './on-demand.ts'
import { rentalsOnDemand } from './rentals-on-demand.ts'
import { traitsOf } from './traits.ts'
import { webhooksOnDemand } from './webhooks-on-demand.ts'

const BURST = 3

/** What the user of a provider of this dialect chooses. */
export interface HandlerApiOptions {
  /**
   * The key, a function that answers it, or `{ file }`: the last two are asked before each request, so that a changed key
   * counts at once. Default: the provider's variable, for example `HERO_SMS_API_KEY`, or the file `HERO_SMS_API_KEY_FILE` names.
   */
  readonly apiKey?: ApiKey
  /** Another id, for a second account at the same provider. Default: the provider's own. */
  readonly id?: string
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
  /** Most requests a second. Default: what the provider is known to take. */
  readonly requestsPerSecond?: number
  /** Run in a page, where everybody can read the key. Default `false`. */
  readonly dangerouslyAllowBrowser?: boolean
}

/** A host of the dialect, as a line of data. */
export interface HandlerApiHost<D extends HandlerApiDialect = HandlerApiDialect> {
  /** Kebab case, for example `hero-sms`. */
  readonly id: string
  readonly name: string
  /** Whole address, path included. */
  readonly baseUrl: string
  /** Host names that belong to it; the key goes to no other without the user's word. */
  readonly knownHosts: readonly string[]
  /** Variable with the key; `null` when there is none. */
  readonly env: string | null
  readonly dialect: D
}

/** What not every host of the dialect has. */
type OptionalFacet = 'rentals' | 'webhooks'

interface CommonProvider extends Omit<Provider, OptionalFacet> {
  /** Sends a command of the dialect, for example `getNumbersStatus({ country: '6' })`, under the same transport rules. */
  readonly api: HandlerApi
}

/** A provider of the dialect, with the road to what only this dialect has, and with those facets that are named. */
export type HandlerApiProvider<F extends OptionalFacet = never> = CommonProvider & Required<Pick<Provider, F>>

/** The facets that a dialect is known to have. */
type FacetsOf<D extends HandlerApiDialect> =
  | (D['rentals'] extends string ? 'rentals' : never)
  | (D['webhooks'] extends true ? 'webhooks' : never)

/**
 * A provider of the `stubs/handler_api.php` dialect. The providers that ship with this package are lines of data handed
 * to this function; use it directly for a host that is not among them.
 *
 * @throws {@link ConfigurationError} when there is no key, in a page, or for an address the key must not travel to.
 */
export function handlerApi<const D extends HandlerApiDialect>(
  host: HandlerApiHost<D>,
  options: HandlerApiOptions = {},
): HandlerApiProvider<FacetsOf<D>> {
  const id = options.id ?? host.id
  const { dialect } = host
  const { currency } = dialect
  checkId(id)
  const { apiKey, dangerouslyAllowBrowser: allowBrowser } = options
  // The dialect takes the key in the query alone; that is why no URL ever leaves the transport.
  const credentials = apiKeySecrets({ apiKey, env: host.env, provider: id, allowBrowser }, key => ({ api_key: key }))
  const baseUrl = checkBaseUrl(options.baseUrl ?? host.baseUrl, {
    knownHosts: host.knownHosts,
    allowCustomBaseUrl: options.allowCustomBaseUrl,
    provider: id,
  })
  const rate = options.requestsPerSecond ?? dialect.requestsPerSecond
  checkRate(rate, id)
  const clock = systemClock
  const http = createHttp({
    provider: id,
    baseUrl,
    credentials,
    fetch: options.fetch,
    limiter: createLimiter({ rate, burst: Math.max(BURST, Math.ceil(rate)), clock }),
    clock,
  })
  const line = createHandlerLine({ http, provider: id, currency, clock })
  const names = createNames(dialect.ids)
  const parts = { line, dialect, provider: id, names, clock, redact: http.redact }
  const provider: CommonProvider & Provider = {
    spec: 1,
    id,
    name: host.name,
    currency,
    traits: traitsOf(dialect, rate),
    account: { balance: async call => ({ amount: await line.send(getBalance, call), currency }) },
    catalog: createCatalog(parts),
    activations: activationsOnDemand(parts),
    ...(dialect.rentals && { rentals: rentalsOnDemand(parts) }),
    ...(dialect.webhooks && { webhooks: webhooksOnDemand(id) }),
    usePace: http.usePace,
    retriesLeft: http.retriesLeft,
    api: { send: line.send },
  }
  return provider as HandlerApiProvider<FacetsOf<D>> // by the dialect, as the lines above are
}
