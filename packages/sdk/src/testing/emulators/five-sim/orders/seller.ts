import { inventPhone } from '../../handler-api/activations/phone.ts'
import type { Timeline } from '../../handler-api/activations/timeline.ts'
import { toMicros } from '../../handler-api/catalog/decimal.ts'
import { createRandom, seedOf } from '../../handler-api/catalog/random.ts'
import type { EmulatorCountry } from '../../handler-api/catalog/view.ts'
import type { FiveSimCatalog } from '../catalog/catalog.ts'
import { HOSTING } from '../catalog/hosting.ts'
import type { HostingOffer, OperatorLot } from '../catalog/view.ts'
import type { Kept, Order } from './order.ts'
import type { Purchase, Refusal } from './purchase.ts'

interface Setting {
  readonly catalog: FiveSimCatalog
  readonly timeline: Timeline
  readonly seed: number
  /** What the account has, in millionths. */
  funds(): number
  /** The account's own cap for a product; `null` without one. */
  capOf(product: string): string | null
}

/** Sells a number out of the catalog, which falls by one, or says why not. */
export interface Seller {
  sell(purchase: Purchase): Kept | Refusal
  /** Sells the number of an earlier order again, at its price. */
  again(order: Order, request: Pick<Purchase, 'params' | 'requestAt'>): Kept | Refusal
}

const FIRST_ID = 1_090_000_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** How long the host waits for an SMS. */
export const LIFETIME = 15 * MINUTE

type Item = Pick<OperatorLot | HostingOffer, 'operator' | 'price' | 'stock'>

export function createSeller({ catalog, timeline, seed, funds, capOf }: Setting): Seller {
  const random = createRandom(seedOf(seed, 'seller'))
  let sold = 0
  let lastId = FIRST_ID

  const take = (purchase: Purchase, country: EmulatorCountry, fits: (item: Item) => boolean): Item | null =>
    purchase.category === 'hosting'
      ? catalog.rent(country.id, purchase.product, fits)
      : catalog.sell(country.id, purchase.product, fits)

  const stockOf = ({ category, product }: Purchase, { id }: EmulatorCountry): readonly Item[] =>
    category === 'hosting'
      ? catalog.hostingOf(id).filter(offer => offer.product === product)
      : catalog.offersOf(id, product).flatMap(catalog.lotsOf)

  const orderOf = (
    what: Pick<Order, 'category' | 'product' | 'country' | 'operator' | 'phone' | 'price' | 'reusable'>,
    { params, requestAt, id }: Pick<Purchase, 'params' | 'requestAt' | 'id'>,
  ): Kept => {
    lastId += 1 + Math.floor(random() * 9)
    const boughtAt = timeline.now()
    const life = what.category === 'hosting' ? (HOSTING.get(what.product) ?? 0) * HOUR : LIFETIME
    return {
      ...what,
      id: id ?? String(lastId),
      requestAt,
      boughtAt,
      endsAt: boughtAt + life,
      born: timeline.elapsed(),
      params,
      status: 'PENDING',
      sms: [],
    }
  }

  return {
    sell(purchase) {
      const { category, product, operator } = purchase
      const countries = catalog.countries.filter(({ id }) => purchase.country === 'any' || id === purchase.country)
      if (countries.length === 0) return { refused: 'bad country' }
      const known = countries.some(({ id }) => catalog.operatorsOf(id).includes(operator))
      if (operator !== 'any' && !known) return { refused: 'bad operator' }
      const listed =
        category === 'hosting' ? HOSTING.has(product) : catalog.services.some(({ code }) => code === product)
      if (!listed) return { refused: 'no product' }
      const cap = purchase.maxPrice ?? capOf(product)
      const most = cap === null ? Number.POSITIVE_INFINITY : toMicros(cap)
      const fits = (item: Item) =>
        item.stock > 0 && (operator === 'any' || item.operator === operator) && toMicros(item.price) <= most
      const affordable = (item: Item) => fits(item) && toMicros(item.price) <= funds()
      const best = countries
        .flatMap(country =>
          stockOf(purchase, country)
            .filter(fits)
            .map(item => ({ country, price: toMicros(item.price) })),
        )
        .reduce<{ country: EmulatorCountry; price: number } | null>(
          (least, next) => (least && least.price <= next.price ? least : next),
          null,
        )
      if (!best) return { refused: 'no free phones' }
      const item = take(purchase, best.country, affordable)
      if (!item) return { refused: 'not enough user balance' }
      sold += 1
      return orderOf(
        {
          category,
          product,
          country: best.country,
          operator: item.operator,
          phone: inventPhone(best.country.dialCode, sold),
          price: toMicros(purchase.charge ?? item.price),
          reusable: purchase.reuse,
        },
        purchase,
      )
    },
    again(order, request) {
      if (order.price > funds()) return { refused: 'not enough user balance' }
      const { category, product, country, operator, phone, price, reusable } = order
      return orderOf({ category, product, country, operator, phone, price, reusable }, request)
    },
  }
}
