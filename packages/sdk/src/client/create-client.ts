import type { Money } from '../money/money.ts'
import type { CallOptions } from '../provider/call-options.ts'
import type { Provider } from '../provider/provider.ts'
import type { AccountMode } from '../purchase/api.ts'
import { createMemoryStore } from '../purchase/memory-store.ts'
import { createPurchases } from '../purchase/purchases.ts'
import type { IntentStore } from '../purchase/store.ts'
import { type Clock, systemClock } from '../utils/clock.ts'
import { createEmitter, type Listener } from '../utils/emitter.ts'
import { warn } from '../utils/warn.ts'
import { type ActivationsResource, createActivationsResource } from './activations.ts'
import { type CatalogResource, createCatalogResource } from './catalog.ts'
import type { ClientEvents } from './events.ts'
import { createFollowers, type Followers } from './followers.ts'
import { createPurchasesResource, type PurchasesResource } from './purchases.ts'

export interface ClientOptions<P extends Provider> {
  readonly provider: P
  /** Where purchases are written down. Default: in memory, with a warning at the first one: what is unknown then dies with the process. */
  readonly store?: IntentStore
  /** Who else buys on the account. Default: `shared`. */
  readonly accountMode?: AccountMode
  /** Default: the time of this machine. */
  readonly clock?: Clock
}

export interface AccountResource {
  /** The spendable balance. Costs nothing. */
  balance(call?: CallOptions): Promise<Money>
}

/** One typed client over a provider. */
export interface Client<P extends Provider = Provider> extends AsyncDisposable {
  readonly provider: P
  readonly account: AccountResource
  readonly catalog: CatalogResource
  readonly activations: ActivationsResource
  readonly purchases: PurchasesResource
  /** Answers how to stop listening. */
  on<E extends keyof ClientEvents>(event: E, listener: Listener<ClientEvents[E]>): () => void
  /** As {@link Client.on}, for one event. */
  once<E extends keyof ClientEvents>(event: E, listener: Listener<ClientEvents[E]>): () => void
  /**
   * Takes no more purchases, ends every wait with an `AbortError`, and resolves when what is on its way is written down and
   * every number that nobody waits for is given back, which takes as long as the provider asks: minutes in places.
   */
  close(): Promise<void>
}

const MEMORY_WARNING =
  'OneSMS keeps purchases in memory: one whose answer is lost is forgotten when this process ends. Pass a `store` to createClient.'

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
  const { provider, clock = systemClock, accountMode = 'shared', store = createMemoryStore({ clock }) } = options
  let isWarned = options.store !== undefined
  let closing: Promise<void> | undefined
  const events = createEmitter<ClientEvents>(error => warn(error instanceof Error ? error : String(error)))
  const purchases = createPurchases({
    ...{ provider, store, accountMode, clock, random: Math.random },
    onEvent: (event, payload) => events.emit(event, ...([payload] as unknown as ClientEvents[typeof event])),
  })
  const followers: Followers = createFollowers({
    ...{ provider, clock, events },
    onEnded: id => void purchases.noteEnded(id),
  })
  events.on('purchase:unwanted', ({ snapshot }) => followers.giveBack(snapshot))
  const onBuy = () => {
    if (!isWarned) warn(MEMORY_WARNING)
    isWarned = true
  }
  async function shutDown(): Promise<void> {
    followers.endWaits()
    await purchases.close()
    await followers.drain() // last: a purchase that was on its way may have brought a number nobody waits for
  }
  const close = () => (closing ??= shutDown())

  return {
    provider,
    account: { balance: (call = {}) => provider.account.balance(call) },
    catalog: createCatalogResource(provider),
    activations: createActivationsResource({ provider, purchases, followers, onBuy }),
    purchases: createPurchasesResource(purchases, followers),
    on: (event, listener) => events.on(event, listener),
    once: (event, listener) => events.once(event, listener),
    close,
    [Symbol.asyncDispose]: close,
  }
}
