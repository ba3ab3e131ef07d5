import { compareMoney } from '../money/money.ts'
import type { Offer } from '../provider/catalog.ts'

/**
 * The cheapest offer that is not known to be sold out, `undefined` when there is none; of equal prices the one with more
 * stock. Throws a `RangeError` when the offers are in different currencies.
 */
export function cheapest(offers: readonly Offer[]): Offer | undefined {
  let best: Offer | undefined
  for (const offer of offers) {
    if (offer.stock === 0) continue
    const order = best ? compareMoney(offer.price, best.price) : -1
    if (order < 0 || (order === 0 && (offer.stock ?? 0) > (best?.stock ?? 0))) best = offer
  }
  return best
}
