import { ConfigurationError } from '../errors/access.ts'
import { cannot } from '../errors/cannot.ts'
import type { Money } from '../money/money.ts'
import type { CallOptions } from '../provider/call-options.ts'
import type { Provider } from '../provider/provider.ts'
import type { RentalsFacet } from '../provider/rentals.ts'
import type { WebhooksFacet } from '../provider/webhooks.ts'
import type { AccountMode } from '../purchase/api.ts'
import type { IntentStore } from '../purchase/store.ts'
import { type Clock, systemClock } from '../utils/clock.ts'
import { createEmitter, type Listener } from '../utils/emitter.ts'
import { warn } from '../utils/warn.ts'
import type { ActivationsResource } from './activations.ts'
import { type CatalogResource, createCatalogResource } from './catalog.ts'
import { checkClientOptions } from './check-options.ts'
import type { ClientEvents } from './events.ts'
import type { Numbers } from './numbers.ts'
import { createPart } from './part.ts'
import type { PurchasesResource } from './purchases.ts'
import type { RentalsResource } from './rentals.ts'
import type { WebhooksResource } from './webhooks.ts'

/** What a client is made of. */
export interface ClientOptions<P extends Provider> {
  readonly provider: P
  /** Where purchases are written down. Default: in memory, with a warning at the first one: what is unknown then dies with the process. */
  readonly store?: IntentStore
  /** Who else buys on the account. Default: `shared`. `exclusive` needs a `store`. */
  readonly accountMode?: AccountMode
  /** Default: the time of this machine. */
  readonly clock?: Clock
}

/** The account at the provider. */
export interface AccountResource {
  /** The spendable balance. Costs nothing. */
  balance(call?: CallOptions): Promise<Money>
}

/** One typed client over a provider: it has what the provider offers. */
export type Client<P extends Provider = Provider> = BaseClient<P> &
  (P extends { readonly rentals: RentalsFacet } ? { readonly rentals: RentalsResource } : unknown) &
  (P extends { readonly webhooks: WebhooksFacet } ? { readonly webhooks: WebhooksResource } : unknown)

/** What every client has. */
export interface BaseClient<P extends Provider = Provider> extends AsyncDisposable {
  readonly provider: P
  readonly account: AccountResource
  readonly catalog: CatalogResource
  readonly activations: ActivationsResource
  readonly purchases: PurchasesResource
  /** Answers how to stop listening. */
  on<E extends keyof ClientEvents>(event: E, listener: Listener<ClientEvents[E]>): () => void
  /** As {@link BaseClient.on}, for one event. */
  once<E extends keyof ClientEvents>(event: E, listener: Listener<ClientEvents[E]>): () => void
  /**
   * This process was away: asleep, frozen, offline. Looks at every followed number at once, in as few requests as the provider
   * allows, and opens the stream of news anew where it may be dead. Nothing is looked at more often than the provider advises,
   * so it costs nothing to say it once too often.
   */
  wake(): void
  /**
   * Takes no more purchases, ends every wait with an `AbortError`, and resolves when what is on its way is written down and
   * every number that nobody waits for is given back, which takes as long as the provider asks: minutes in places.
   */
  close(): Promise<void>
}

/**
 * Creates a client.
 *
 * @example
 * ```ts
 * const client = createClient({ provider: heroSms() })
 * const { amount, currency } = await client.account.balance()
 * ```
 */
export function createClient<const P extends Provider>(options: ClientOptions<P>): Client<P> {
  checkClientOptions(options)
  const { provider, clock = systemClock, accountMode = 'shared', store = null } = options
  if (accountMode === 'exclusive' && store === null) {
    throw new ConfigurationError("accountMode 'exclusive' needs a store", {
      provider: provider.id,
      operation: 'configure',
      hint: 'It gives back every number that its ledger does not know, and a ledger in memory knows nothing after a restart. Pass a store, or createMemoryStore() if you mean it.',
    })
  }
  const events = createEmitter<ClientEvents>(error => warn(error instanceof Error ? error : String(error)))
  let closing: Promise<void> | undefined

  const part = createPart(
    provider.id,
    () => import('./numbers.ts'),
    ({ openNumbers }) => openNumbers({ provider, store, accountMode, clock, events }),
  )
  /** After `close()` it is opened closed, so that it says so itself. */
  const numbers = async (): Promise<Numbers> => {
    const opened = await part.open()
    if (closing) void opened.close()
    return opened
  }
  const offering = async (facet: 'rentals' | 'webhooks'): Promise<Numbers> => {
    if (provider[facet]) return numbers()
    throw cannot(provider.id, facet, `has no ${facet}`)
  }
  const rentals = async () => (await offering('rentals')).rentals()
  const stopObserving = provider.observe?.(({ from, to, error }) => events.emit('failover', { from, to, error }))
  const shut = async () => {
    stopObserving?.()
    await (await part.opened())?.close()
  }
  const close = () => (closing ??= shut())

  // What was left open before a restart goes on by itself.
  if (store) numbers().catch(error => events.emit('error', { error, activation: null, rental: null }))

  const client: BaseClient<P> & { readonly rentals: RentalsResource; readonly webhooks: WebhooksResource } = {
    provider,
    account: { balance: (call = {}) => provider.account.balance(call) },
    catalog: createCatalogResource(provider, clock),
    activations: {
      buy: async (...args) => (await numbers()).activations.buy(...args),
      get: async (...args) => (await numbers()).activations.get(...args),
      list: async (...args) => (await numbers()).activations.list(...args),
    },
    rentals: {
      offers: async (...args) => (await rentals()).offers(...args),
      rent: async (...args) => (await rentals()).rent(...args),
      get: async (...args) => (await rentals()).get(...args),
      list: async (...args) => (await rentals()).list(...args),
    },
    webhooks: {
      receive: async request => (await (await offering('webhooks')).webhooks()).receive(request),
    },
    purchases: {
      open: async () => (await numbers()).purchases.open(),
      get: async (...args) => (await numbers()).purchases.get(...args),
      reconcile: async (...args) => (await numbers()).purchases.reconcile(...args),
      resolve: async (...args) => (await numbers()).purchases.resolve(...args),
      orphans: async () => (await numbers()).purchases.orphans(),
    },
    on: (event, listener) => events.on(event, listener),
    once: (event, listener) => events.once(event, listener),
    wake() {
      provider.wake?.()
      // What is not loaded follows nothing.
      part.opened()?.then(
        opened => opened.wake(),
        () => {},
      )
    },
    close,
    [Symbol.asyncDispose]: close,
  }
  return client as Client<P> // in plain JavaScript both are there, and say that they are not offered
}
