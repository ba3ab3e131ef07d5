import type { CatalogStats } from './stats.ts'

/** The factor that the mean price may move by, either way, within the life of an anchor. */
const MOST_PRICE = 4
/** Shares that must be left of what there was. */
const LEAST_OFFERS = 0.25
const LEAST_PLACES = 0.5

/**
 * What many small changes have added up to since the anchor was accepted, in words; `null` when that is little. The other
 * guards look one run back: a catalog that moves just below their limits, run after run, is stopped here. Stock moves much by
 * itself, and has the median of the last runs for a memory.
 */
export function driftOf(candidate: CatalogStats, anchor: CatalogStats): string | null {
  const price = ratio(candidate.priceSum / candidate.offers, anchor.priceSum / anchor.offers)
  if (price > MOST_PRICE || price * MOST_PRICE < 1)
    return `the mean price has moved by a factor of ${price.toFixed(2)} (limit ${MOST_PRICE})`
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
