import type { Provider } from '../provider/provider.ts'
import type { RentalSnapshot } from '../provider/rental-snapshot.ts'
import type { AccountMode } from '../purchase/api.ts'
import { createMemoryStore } from '../purchase/memory-store.ts'
import { isRental } from '../purchase/number.ts'
import { createPurchases } from '../purchase/purchases.ts'
import type { IntentStore } from '../purchase/store.ts'
import type { Clock } from '../utils/clock.ts'
import type { Emitter } from '../utils/emitter.ts'
import { warn } from '../utils/warn.ts'
import { type ActivationsResource, createActivationsResource } from './activations.ts'
import type { ClientEvents } from './events.ts'
import { createFollowers } from './followers.ts'
import { createPace } from './pace.ts'
import { createPart } from './part.ts'
import { createPurchasesResource, type PurchasesResource } from './purchases.ts'
import type { RentalsResource } from './rentals.ts'
import type { Notified, WebhooksResource } from './webhooks.ts'

export interface NumbersOptions {
  readonly provider: Provider
  /** `null`: in memory, with a warning at the first purchase. */
  readonly store: IntentStore | null
  readonly accountMode: AccountMode
  readonly clock: Clock
  readonly events: Emitter<ClientEvents>
}

/** Buying numbers and following them. It is much code that a reader of catalogs never needs, so it is loaded on demand. */
export interface Numbers {
  readonly activations: ActivationsResource
  readonly purchases: PurchasesResource
  /** Only where the provider rents numbers. */
  rentals(): Promise<RentalsResource>
  /** Only where the provider calls. */
  webhooks(): Promise<WebhooksResource>
  /** As {@link BaseClient.wake}. */
  wake(): void
  close(): Promise<void>
}

const MEMORY_WARNING =
  'OneSMS keeps purchases in memory: one whose answer is lost is forgotten when this process ends. Pass a `store` to createClient.'

export function openNumbers({ provider, store, accountMode, clock, events }: NumbersOptions): Numbers {
  let isWarned = store !== null
  let closing: Promise<void> | undefined
  const purchases = createPurchases({
    provider,
    store: store ?? createMemoryStore({ clock }),
    accountMode,
    clock,
    random: Math.random,
    onEvent: (event, payload) => events.emit(event, ...([payload] as unknown as ClientEvents[typeof event])),
  })
  const pace = createPace(provider, clock, events)
  const followers = createFollowers({ provider, pace, events, onEnded: id => void purchases.noteEnded(id) })
  const onBuy = () => {
    if (!isWarned) warn(MEMORY_WARNING)
    isWarned = true
  }
  const onError = (error: unknown) => events.emit('error', { error, activation: null, rental: null })
  const rentals = createPart(
    provider.id,
    () => import('./rentals.ts'),
    ({ openRentals }) => openRentals({ provider, purchases, pace, events, onBuy }),
  )
  const webhooks = createPart(
    provider.id,
    () => import('./webhooks.ts'),
    ({ createWebhooksResource }) => createWebhooksResource({ provider, clock, find, onError }),
  )
  const rentalFollowers = async () => (await rentals.open()).followers
  const followRental = async (snapshot: RentalSnapshot) => (await rentalFollowers()).followBought(snapshot)

  /** The live numbers of an id, wherever it is known: nobody says that a host gives an activation and a rental no id in common. */
  async function find(id: string): Promise<readonly Notified[]> {
    const rented = await rentals.opened()
    const known = [followers.knownLive(id), rented?.followers.knownLive(id)].filter(live => live !== undefined)
    if (known.length > 0) return known
    const { snapshot = null, ended = false } = (await purchases.ownerOf(id)) ?? {}
    if (snapshot === null) return []
    if (isRental(snapshot)) return [(await rentalFollowers()).live(snapshot)]
    return ended ? [] : [followers.live(snapshot)] // what it received was told when it was open
  }

  events.on('purchase:unwanted', async ({ snapshot }) => {
    if (isRental(snapshot)) await rentalFollowers().then(rented => rented.giveBack(snapshot), onError)
    else followers.giveBack(snapshot)
  })
  // What was unknown may have been an extension of a rental that is followed.
  events.on('purchase:resolved', ({ snapshot }) => {
    if (snapshot && isRental(snapshot) && rentals.opened()) return followRental(snapshot)
  })
  const close = async () => {
    pace.poller.close(new DOMException('The client was closed.', 'AbortError'))
    await purchases.close()
    // Last: a purchase that was on its way may have brought a number nobody waits for.
    await Promise.all([followers.drain(), rentals.opened()?.then(part => part.followers.drain(), onError)])
  }
  return {
    activations: createActivationsResource({ provider, purchases, followers, onBuy }),
    purchases: createPurchasesResource(purchases, snapshot =>
      isRental(snapshot) ? followRental(snapshot) : followers.follow(snapshot),
    ),
    rentals: async () => (await rentals.open()).resource,
    webhooks: () => webhooks.open(),
    wake: () => pace.poller.wake(),
    close: () => (closing ??= close()),
  }
}
