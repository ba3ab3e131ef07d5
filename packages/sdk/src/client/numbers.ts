import type { Provider } from '../provider/provider.ts'
import type { AccountMode } from '../purchase/api.ts'
import { createMemoryStore } from '../purchase/memory-store.ts'
import { createPurchases } from '../purchase/purchases.ts'
import type { IntentStore } from '../purchase/store.ts'
import type { Clock } from '../utils/clock.ts'
import type { Emitter } from '../utils/emitter.ts'
import { warn } from '../utils/warn.ts'
import { type ActivationsResource, createActivationsResource } from './activations.ts'
import type { ClientEvents } from './events.ts'
import { createFollowers, type Followers } from './followers.ts'
import { createPurchasesResource, type PurchasesResource } from './purchases.ts'

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
  close(): Promise<void>
}

const MEMORY_WARNING =
  'OneSMS keeps purchases in memory: one whose answer is lost is forgotten when this process ends. Pass a `store` to createClient.'

export function openNumbers({ provider, store, accountMode, clock, events }: NumbersOptions): Numbers {
  let isWarned = store !== null
  const purchases = createPurchases({
    ...{ provider, store: store ?? createMemoryStore({ clock }), accountMode, clock, random: Math.random },
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
  return {
    activations: createActivationsResource({ provider, purchases, followers, onBuy }),
    purchases: createPurchasesResource(purchases, followers),
    async close() {
      followers.endWaits()
      await purchases.close()
      await followers.drain() // last: a purchase that was on its way may have brought a number nobody waits for
    },
  }
}
