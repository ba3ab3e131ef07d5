import { NotFoundError } from '../../errors/activation.ts'
import { activationTarget } from '../../provider/activation-target.ts'
import type { Provider } from '../../provider/provider.ts'
import type { PurchaseOrder } from '../../provider/purchase.ts'
import type { ActivationObservation, ActivationSnapshot } from '../../provider/snapshot.ts'
import type { ProviderTraits } from '../../provider/traits.ts'
import { FakeClock } from '../../testing/fake-clock.ts'
import { noActivations, unknownTraits } from '../../testing/no-activations.ts'
import type { AccountMode, Purchases } from '../api.ts'
import type { PurchaseEvents } from '../events.ts'
import { createMemoryStore } from '../memory-store.ts'
import { createPurchases } from '../purchases.ts'
import type { IntentStore } from '../store.ts'

/** Horizon: 30 + 60 + 2 × 10 = 110 s. */
export const HORIZON = 110_000

type Answer = (order: PurchaseOrder) => Promise<ActivationSnapshot>

export interface SceneOptions {
  readonly mode?: AccountMode
  readonly traits?: Partial<ProviderTraits>
  readonly store?: (store: IntentStore) => IntentStore
  /** Goes on with the ledger, the account and the clock of another scene, as a process does after a restart. */
  readonly after?: Scene
}

/** An engine over an account that answers as it is told, and a clock that is moved by hand. */
export interface Scene {
  readonly clock: FakeClock
  readonly purchases: Purchases
  readonly store: IntentStore
  readonly account: Account
  readonly events: { readonly name: keyof PurchaseEvents; readonly payload: PurchaseEvents[keyof PurchaseEvents] }[]
  heard(name: keyof PurchaseEvents): number
}

export interface Account {
  /** How the next purchases are answered, one after the other; then they go well. */
  readonly answers: Answer[]
  /** What the provider shows as open. */
  readonly open: Map<string, ActivationSnapshot>
  /** Every request to buy that arrived. */
  readonly wire: PurchaseOrder[]
  list: () => Promise<readonly ActivationSnapshot[]>
  lists: number
  lowestPrice: string
  balance: string
  sell(service?: string, differences?: Partial<ActivationSnapshot>): ActivationSnapshot
}

export function createScene({ mode = 'exclusive', traits, store: wrap, after }: SceneOptions = {}): Scene {
  const clock = after?.clock ?? new FakeClock()
  const account = after?.account ?? createAccount(clock)
  const store = after?.store ?? (wrap ?? (same => same))(createMemoryStore({ clock }))
  const events: Scene['events'] = []
  const purchases = createPurchases({
    provider: providerOf(account, { ...unknownTraits, openList: 'complete', priceCap: true, ...traits }),
    store,
    accountMode: mode,
    clock,
    random: () => 0.5,
    onEvent: (name, payload) => events.push({ name, payload }),
  })
  return {
    clock,
    purchases,
    store,
    account,
    events,
    heard: name => events.filter(event => event.name === name).length,
  }
}

/** An answer that never comes. */
export const silence: Answer = () => new Promise(() => {})

export const TELEGRAM = { service: 'telegram', country: 'GB' } as const

function createAccount(clock: FakeClock): Account {
  let nextId = 4711
  const account: Account = {
    answers: [],
    open: new Map(),
    wire: [],
    list: async () => [...account.open.values()],
    lists: 0,
    lowestPrice: '0.25',
    balance: '10',
    sell: (service = 'telegram', differences = {}) => {
      const snapshot = { ...snapshotOf(String(nextId++), service, clock.now()), ...differences }
      account.open.set(snapshot.id, snapshot)
      return snapshot
    },
  }
  return account
}

function providerOf(account: Account, traits: ProviderTraits): Provider {
  const price = () => ({ amount: account.lowestPrice, currency: 'USD' })
  return {
    spec: 1,
    id: 'made-up',
    name: 'Made up',
    currency: 'USD',
    traits,
    account: { balance: async () => ({ amount: account.balance, currency: 'USD' }) },
    catalog: {
      services: async () => [],
      countries: async () => [],
      offers: async () => [
        {
          provider: 'made-up',
          kind: 'activation',
          operator: null,
          supplier: null,
          successRate: null,
          stock: 5,
          service: serviceOf('telegram'),
          country: UNITED_KINGDOM,
          price: price(),
        },
      ],
      scan: () => {
        throw new Error('nothing to scan')
      },
    },
    activations: {
      ...noActivations,
      targets: ({ service, operator = null }) => [activationTarget('made-up', String(service), '16', operator)],
      purchase: order => {
        account.wire.push(order)
        const answer = account.answers.shift() ?? (async ({ service }) => account.sell(String(service)))
        return answer(order)
      },
      fetch: async (id): Promise<ActivationObservation> => {
        const snapshot = account.open.get(id)
        if (!snapshot) throw new NotFoundError('NO_ACTIVATION')
        return snapshot
      },
      ...(traits.openList !== null && {
        list: () => {
          account.lists += 1
          return account.list()
        },
      }),
    },
  }
}

const UNITED_KINGDOM = { iso: 'GB', nativeId: '16', name: 'United Kingdom' }
const serviceOf = (name: string) => ({ slug: null, nativeId: name, name })

export function snapshotOf(nativeId: string, service: string, at = 0): ActivationSnapshot {
  return {
    id: `made-up:${nativeId}`,
    provider: 'made-up',
    nativeId,
    status: 'waiting',
    reason: null,
    phone: `+44770090${nativeId.padStart(4, '0')}`,
    service: serviceOf(service),
    country: UNITED_KINGDOM,
    operator: null,
    price: { amount: '0.25', currency: 'USD' },
    refund: 'none',
    messages: [],
    rounds: 0,
    canRetry: null,
    createdAt: new Date(at),
    soldAt: new Date(at),
    expiresAt: new Date(at + 1_200_000),
    cancellableAt: null,
    observedAt: new Date(at),
  }
}
