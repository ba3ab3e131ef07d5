import { fromMicros, toMicros } from './decimal.ts'
import { createRandom, type Random, seedOf } from './random.ts'
import type { EmulatorOffer, Lot } from './view.ts'

/** Where a host's ladders differ from another's. */
export interface LadderStyle {
  /** Some offers have no number left at the default price, only dearer ones. */
  readonly defaultMayBeSoldOut: boolean
  /** A supplier sells at several prices; otherwise each has one, and two may share it. */
  readonly severalPricesPerSupplier: boolean
  /** Ids of suppliers begin here. */
  readonly firstSupplier: number
}

/** A price and how many numbers are to be had. */
export interface Tier {
  readonly price: string
  readonly stock: number
}

/**
 * Where the numbers of an offer come from: up to five lots, cheapest first, that add up to its stock. The same for the
 * same offer and seed; an offer without stock has one empty lot at its price.
 */
export function lotsOf(offer: EmulatorOffer, style: LadderStyle, seed: number): Lot[] {
  const random = createRandom(seedOf(seed, 'ladder', offer.country, offer.service))
  const count = Math.max(1, Math.min(offer.stock, 1 + Math.floor(random() * 5)))
  const soldOut = style.defaultMayBeSoldOut && offer.stock > 0 && random() < 0.1
  let price = toMicros(offer.price)
  let left = offer.stock
  let supplier = style.firstSupplier + Math.floor(random() * 40)
  return Array.from({ length: count }, (_, index) => {
    const shared = !style.severalPricesPerSupplier && random() < 0.15
    if (index > 0 ? !shared : soldOut) price = dearer(price, random)
    if (index > 0 && !(style.severalPricesPerSupplier && random() < 0.4)) supplier += 1 + Math.floor(random() * 300)
    const stock = index === count - 1 ? left : share(left - (count - 1 - index), random)
    left -= stock
    return { supplier, price: fromMicros(price), stock }
  })
}

/** Two to sixty percent more, in steps of a hundredth of a cent. */
const dearer = (price: number, random: Random) => (Math.ceil((price * (1.02 + 0.58 * random())) / 100) + 1) * 100

/** One at least, `most` at most: mostly few, so that the bulk of a pool is often dear. */
const share = (most: number, random: Random) => 1 + Math.floor(random() ** 2 * most * 0.999)

/** Numbers at exactly each price, ascending. */
export function tiersOf(lots: readonly Lot[]): Tier[] {
  const byPrice = new Map<string, number>()
  for (const { price, stock } of lots) byPrice.set(price, (byPrice.get(price) ?? 0) + stock)
  return Array.from(byPrice, ([price, stock]) => ({ price, stock }))
}

/** Numbers at each price or less, ascending: the last tier holds them all. */
export function cumulative(tiers: readonly Tier[]): Tier[] {
  let total = 0
  return tiers.map(({ price, stock }) => {
    total += stock
    return { price, stock: total }
  })
}

/** Lots of each supplier, cheapest first. */
export function bySupplier(lots: readonly Lot[]): Map<number, Lot[]> {
  const suppliers = new Map<number, Lot[]>()
  for (const lot of lots) suppliers.set(lot.supplier, [...(suppliers.get(lot.supplier) ?? []), lot])
  return suppliers
}
