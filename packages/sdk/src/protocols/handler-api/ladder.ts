import { type Figures, readCount, readPrice } from '../../catalog/figures.ts'
import { compareAmounts } from '../../money/money.ts'

/** A price, and how many can be had at exactly that price. */
export interface Tier {
  readonly price: string
  readonly stock: number
}

/** How a host counts: `exact` at that price, `cumulative` at that price or less. */
export type LadderKind = 'exact' | 'cumulative'

const PRICE = /^\d+(\.\d+)?$/

/** Whether every key is a decimal and every value a count: then the object is a ladder, not a map of services. */
export function isLadder(value: object): boolean {
  const entries = Object.entries(value)
  return entries.length > 0 && entries.every(([price, count]) => PRICE.test(price) && typeof count !== 'object')
}

/**
 * Reads `{"0.25": 10, "0.30": 44432}` into tiers of their own stock, ascending, without empty ones. `null` when a figure
 * is unreadable, or when a ladder that should be cumulative falls: then nobody knows what it means.
 */
export function readLadder(ladder: object, kind: LadderKind): Tier[] | null {
  const steps: Tier[] = []
  for (const [key, value] of Object.entries(ladder)) {
    const price = readPrice(key)
    const stock = readCount(value)
    if (price === null || stock === undefined) return null
    steps.push({ price, stock })
  }
  steps.sort((left, right) => compareAmounts(left.price, right.price))
  const tiers = kind === 'exact' ? steps : ownStock(steps)
  return tiers?.filter(({ stock }) => stock > 0) ?? null
}

/** The lowest price and the stock of all tiers, ascending as {@link readLadder} leaves them; `null` when there are none. */
export function summarise(tiers: readonly Tier[]): (Figures & { readonly stock: number }) | null {
  const [cheapest] = tiers
  return cheapest ? { price: cheapest.price, stock: tiers.reduce((sum, { stock }) => sum + stock, 0) } : null
}

/** Tells the kind from the total, as one host sends either: the last step equals it, or the sum does. `null`: neither. */
export function ladderKind(ladder: object, total: number): LadderKind | null {
  let highest = 0
  let sum = 0
  for (const value of Object.values(ladder)) {
    const count = readCount(value)
    if (count === undefined) return null
    highest = Math.max(highest, count)
    sum += count
  }
  if (highest === total) return 'cumulative'
  return sum === total ? 'exact' : null
}

function ownStock(steps: readonly Tier[]): Tier[] | null {
  let below = 0
  const own: Tier[] = []
  for (const { price, stock } of steps) {
    if (stock < below) return null
    own.push({ price, stock: stock - below })
    below = stock
  }
  return own
}
