import { NotFoundError } from '../../errors/activation.ts'
import { activationTarget } from '../../provider/activation-target.ts'
import { hoursOf } from '../../provider/hours.ts'
import type { Provider } from '../../provider/provider.ts'
import type { RentalSnapshot } from '../../provider/rental-snapshot.ts'
import type { RentalsFacet } from '../../provider/rentals.ts'
import type { ActivationSnapshot } from '../../provider/snapshot.ts'
import type { ProviderTraits } from '../../provider/traits.ts'
import type { FakeClock } from '../../testing/fake-clock.ts'
import { unknownTraits } from '../../testing/no-activations.ts'
import type { AccountMode, Purchases } from '../api.ts'
import type { PurchaseEvents } from '../events.ts'
import { createMemoryStore } from '../memory-store.ts'
import { createPurchases } from '../purchases.ts'
import { snapshotOf } from './scene.ts'

const HOUR = 3_600_000

/** One provider: what it has sold, how the next requests are answered, and how many came. */
export interface Shop {
  readonly provider: Provider
  readonly numbers: Map<string, ActivationSnapshot>
  readonly rentals: Map<string, RentalSnapshot>
  /** Called after the sale; throws, or never answers, to lose the answer. One for each next request. */
  readonly faults: (() => Promise<unknown>)[]
  readonly wire: string[]
  isDark: boolean
  sell(): ActivationSnapshot
  rent(hours: number, service?: string): RentalSnapshot
}

export function createShop(clock: FakeClock, id: string, traits: Partial<ProviderTraits> = {}): Shop {
  let next = 1
  const byReference = new Map<string, ActivationSnapshot>()
  const answer = async <Sold>(intentId: string, sold: Sold): Promise<Sold> => {
    shop.wire.push(intentId)
    await shop.faults.shift()?.()
    return sold
  }
  const list = async <Row>(rows: Map<string, Row>): Promise<readonly Row[]> => {
    if (shop.isDark) throw new Error('dark')
    return [...rows.values()]
  }
  const rentals: RentalsFacet = {
    offers: async () => {
      const { service, country } = snapshotOf('1', 'telegram')
      const price = { amount: '1.5', currency: 'USD' }
      const offer = { provider: id, kind: 'rental' as const, service, country, operator: null, supplier: null }
      return [24, 48].map(hours => ({ ...offer, price, stock: 1, successRate: null, hours }))
    },
    targets: ({ service, duration }) => [
      { ...activationTarget(id, String(service), '16'), kind: 'rental', hours: hoursOf(duration, {}) },
    ],
    rent: ({ intentId, duration, service }) => answer(intentId, shop.rent(hoursOf(duration, {}), String(service))),
    extend: ({ intentId, rental, duration }) => {
      const before = shop.rentals.get(rental.id) ?? rental
      const end = (before.expiresAt?.getTime() ?? 0) + hoursOf(duration, {}) * HOUR
      const extended = { ...before, expiresAt: new Date(end) }
      shop.rentals.set(rental.id, extended)
      return answer(intentId, extended)
    },
    fetch: async rental => {
      const known = shop.rentals.get(rental)
      if (!known || shop.isDark) throw new NotFoundError('who is that?')
      return known
    },
    list: () => list(shop.rentals),
  }
  const provider: Provider = {
    spec: 1,
    id,
    name: id,
    currency: 'USD',
    traits: { ...unknownTraits, openList: 'complete', priceCap: true, ...traits },
    account: { balance: async () => ({ amount: '10', currency: 'USD' }) },
    catalog: {} as Provider['catalog'],
    activations: {
      targets: ({ service }) => [activationTarget(id, String(service), '16')],
      purchase: ({ intentId }) => {
        const isHonoured = provider.traits.honoursReference === 'proven'
        const sold = (isHonoured && byReference.get(intentId)) || shop.sell()
        byReference.set(intentId, sold)
        return answer(intentId, sold)
      },
      fetch: async number => shop.numbers.get(number) ?? Promise.reject(new NotFoundError('who is that?')),
      list: () => list(shop.numbers),
      cancel: async () => Promise.reject(new Error('nobody gives back here')),
    },
    rentals,
  }
  const shop: Shop = {
    provider,
    numbers: new Map(),
    rentals: new Map(),
    faults: [],
    wire: [],
    isDark: false,
    sell: () => {
      const nativeId = String(next++)
      const sold = { ...snapshotOf(nativeId, 'telegram', clock.now()), id: `${id}:${nativeId}`, provider: id }
      shop.numbers.set(sold.id, sold)
      return sold
    },
    rent: (hours, service = 'telegram') => {
      const nativeId = String(next++)
      const { rounds: _, canRetry: __, ...known } = snapshotOf(nativeId, service, clock.now())
      const expiresAt = new Date(clock.now() + hours * HOUR)
      const rental = { ...known, id: `${id}:${nativeId}`, provider: id, expiresAt }
      shop.rentals.set(rental.id, { ...rental, kind: 'rental', status: 'active' })
      return { ...rental, kind: 'rental', status: 'active' }
    },
  }
  return shop
}

/** Asks its members one after the other, and stops at the first that is not a refusal. */
export function poolOf(members: readonly Provider[]): Provider {
  const [first] = members
  if (!first) throw new Error('a pool of none')
  return {
    ...first,
    id: 'pool',
    name: 'Pool',
    members,
    traits: { ...first.traits, honoursReference: 'none' },
    activations: {
      ...first.activations,
      targets: request => members.flatMap(({ activations }) => activations.targets(request)),
      purchase: (order, call) => first.activations.purchase(order, call),
    },
  }
}

export interface Desk {
  readonly purchases: Purchases
  readonly heard: (keyof PurchaseEvents)[]
}

/** An engine over a provider, with a ledger in memory. */
export function openDesk(clock: FakeClock, provider: Provider, accountMode: AccountMode = 'exclusive'): Desk {
  const heard: Desk['heard'] = []
  const purchases = createPurchases({
    provider,
    accountMode,
    clock,
    random: () => 0.5,
    store: createMemoryStore({ clock }),
    onEvent: name => heard.push(name),
  })
  return { purchases, heard }
}
