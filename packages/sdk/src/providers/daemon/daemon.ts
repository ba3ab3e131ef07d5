import { ConfigurationError } from '../../errors/access.ts'
import { createHttp } from '../../http/create-http.ts'
import type { FetchLike } from '../../http/exchange.ts'
import { createLimiter } from '../../http/limiter.ts'
import { checkId, checkRate } from '../../provider/check-settings.ts'
import type { Provider } from '../../provider/provider.ts'
import type { RentalsFacet } from '../../provider/rentals.ts'
import { type Clock, systemClock } from '../../utils/clock.ts'
import { checkAddress } from './address.ts'
import { createLine } from './line.ts'
import {
  activationsOnDemand,
  balanceOnDemand,
  catalogOnDemand,
  outcomeOnDemand,
  rentalsOnDemand,
  streamOnDemand,
} from './on-demand.ts'
import { createTokens, type TokenSource } from './tokens.ts'
import { traitsOf } from './traits.ts'

/** How to reach a daemon, and what of it. */
export interface DaemonOptions {
  /** Where it is: https, or http on this machine; in a page also a path of its own origin, such as `/api/onesms`. */
  readonly url: string
  /**
   * A token of the daemon, or how to get one: asked for the first request, and again, once, when a token was refused. Default:
   * none, where something on the way adds it.
   */
  readonly token?: TokenSource
  /** The one of its providers that is meant, for example `hero-sms`. A must where it has several and something is bought. */
  readonly provider?: string
  /** Default: `provider`, else `daemon`. */
  readonly id?: string
  /** ISO 4217 code of the account, for caps. Default `USD`. */
  readonly currency?: string
  /** Default: the global `fetch`. */
  readonly fetch?: FetchLike
  /** Most requests a second. Default 50. */
  readonly requestsPerSecond?: number
  /** Default: the time of this machine. */
  readonly clock?: Clock
}

/** Far more than anybody who follows numbers needs, since news come by themselves. */
const REQUESTS_PER_SECOND = 50

/**
 * A OneSMS daemon, seen as one more provider: no key of a provider, so pages and phones may use it. The ids of numbers stay
 * those of who sold them (`hero-sms:4711`); the ids of services and countries are the daemon's codes.
 *
 * What is bought is bought under a key, the caller's `idempotencyKey` or the id of the purchase: a lost answer is asked for
 * again, and nothing is bought twice, also by a page that was loaded anew. News of numbers come by a stream.
 *
 * @throws {@link ConfigurationError} for an address that would send the token in the clear, or is none.
 * @example
 * ```ts
 * const client = createClient({ provider: daemon({ url: 'https://onesms.example.com', token: () => fetchToken() }) })
 * ```
 */
export function daemon(options: DaemonOptions): Provider & { readonly rentals: RentalsFacet } {
  const {
    provider: only = null,
    clock = systemClock,
    currency = 'USD',
    requestsPerSecond: rate = REQUESTS_PER_SECOND,
  } = options
  const id = options.id ?? only ?? 'daemon'
  checkId(id)
  checkRate(rate, id)
  if (!/^[A-Z]{3}$/.test(currency)) {
    throw new ConfigurationError('currency is not an ISO 4217 code', { provider: id, operation: 'configure' })
  }
  const baseUrl = checkAddress(options.url, id)
  const tokens = createTokens(options.token, id)
  const authorization = async (): Promise<Readonly<Record<string, string>>> => {
    const token = await tokens.take()?.value
    return token === undefined ? {} : { authorization: `Bearer ${token}` }
  }
  // A key makes a purchase sound over any connection, and a daemon may be on a network that is not public.
  const fetch: FetchLike = options.fetch ?? ((url, init) => globalThis.fetch(url, init))
  const http = createHttp({
    provider: id,
    baseUrl,
    credentials: {},
    secretHeaders: authorization,
    clock,
    fetch,
    limiter: createLimiter({ rate, burst: Math.ceil(rate), clock }),
  })
  const line = createLine({ http, tokens, provider: id, clock })
  const parts = { line, provider: id, only, clock, redact: http.redact }
  return {
    spec: 1,
    id,
    name: 'OneSMS daemon',
    address: baseUrl.href,
    currency,
    traits: traitsOf(rate),
    account: { balance: balanceOnDemand(parts) },
    catalog: catalogOnDemand(parts),
    activations: activationsOnDemand(parts),
    rentals: rentalsOnDemand(parts),
    outcomeOf: outcomeOnDemand(parts),
    stream: streamOnDemand({ ...parts, baseUrl, fetch, tokens }),
    usePace: http.usePace,
    retriesLeft: http.retriesLeft,
    wake: http.wake,
  }
}
