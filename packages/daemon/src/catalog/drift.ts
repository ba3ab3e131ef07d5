import type { CatalogStats } from './stats.ts'

/** Factors that nothing may move by, either way, within the life of an anchor. */
const MOST_PRICE = 4
const MOST_STOCK = 10
/** Shares that must be left of what there was. */
const LEAST_OFFERS = 0.25
const LEAST_PLACES = 0.5

/**
 * What many small changes have added up to since the anchor was accepted, in words; `null` when that is little. The other
 * guards look one run back: a catalog that moves just below their limits, run after run, is stopped here.
 */
export function driftOf(candidate: CatalogStats, anchor: CatalogStats): string | null {
  const price = ratio(candidate.priceSum / candidate.offers, anchor.priceSum / anchor.offers)
  if (isBeyond(price, MOST_PRICE))
    return `the mean price has moved by a factor of ${price.toFixed(2)} (limit ${MOST_PRICE})`
  const stock = ratio(candidate.totalStock, anchor.totalStock)
  if (isBeyond(stock, MOST_STOCK))
    return `the total stock has moved by a factor of ${stock.toFixed(2)} (limit ${MOST_STOCK})`
  for (const [what, least] of [
    ['offers', LEAST_OFFERS],
    ['countries', LEAST_PLACES],
    ['services', LEAST_PLACES],
  ] as const) {
    if (candidate[what] < least * anchor[what])
      return `${candidate[what]} ${what} are left of ${anchor[what]} (limit ${least * 100} %)`
  }
  return null
}

/** 1 where there is nothing to compare with. */
function ratio(now: number, before: number): number {
  return before > 0 ? now / before : 1
}

function isBeyond(ratio: number, factor: number): boolean {
  return ratio > factor || ratio * factor < 1
}
