import { NO_OFFER, type OfferTable } from './generate.ts'
import { createRandom, sample } from './random.ts'

const CENT = 10_000

/**
 * Gives a `fraction` of the drawn offers another stock, and every fourth of those another price. Returns how many changed;
 * each of them really differs from before.
 */
export function churnOffers({ prices, stocks, width, drawn }: OfferTable, fraction: number, seed: number): number {
  const random = createRandom(seed)
  const sold = Array.from(prices.keys()).filter(cell => cell % width < drawn && prices[cell] !== NO_OFFER)
  let changed = 0
  for (const index of sample(sold.length, Math.round(sold.length * fraction), random)) {
    const cell = sold[index] ?? 0
    const before = stocks[cell] ?? 0
    const after = Math.min(Math.floor(before * (0.5 + random())), NO_OFFER - 2)
    stocks[cell] = after === before ? before + 1 : after
    if (changed % 4 === 0) prices[cell] = moved(prices[cell] ?? CENT, random())
    changed += 1
  }
  return changed
}

/** A price up to a tenth higher or lower, in whole cents, never below one. */
const moved = (price: number, draw: number) => Math.max(1, Math.round((price * (0.9 + 0.2 * draw)) / CENT)) * CENT
