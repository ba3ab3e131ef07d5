import type { GuardName } from './guard.ts'
import type { CatalogStats } from './stats.ts'

/** A catalog that was refused before, and how many runs have agreed with it since. */
export interface Refusal {
  readonly stats: CatalogStats
  readonly agreeing: number
  /** Milliseconds since the last of them was counted; negative where a wrong clock or an old backup has dated it ahead. */
  readonly age: number
}

const TOLERANCE = 0.05
const RUNS = 3
const APART = 10 * 60_000
/** What was refused longer ago than this has been forgotten. */
const MEMORY = 24 * 60 * 60_000

/**
 * Counts a refused candidate with the refusals before it. Runs agree when every figure is within 5 %; they count when they
 * are ten minutes apart, so that a burst of retries does not vote for itself. `isKnown` says that the same catalog was
 * refused before: only that can an operator have looked at.
 */
export function countAgreement(
  previous: Refusal | null,
  candidate: CatalogStats,
): { agreeing: number; counted: boolean; isKnown: boolean } {
  const isRemembered = previous !== null && previous.age >= 0 && previous.age < MEMORY
  const isKnown = isRemembered && agrees(previous.stats, candidate)
  if (!isKnown) return { agreeing: 1, counted: true, isKnown }
  return previous.age >= APART
    ? { agreeing: previous.agreeing + 1, counted: true, isKnown }
    : { agreeing: previous.agreeing, counted: false, isKnown }
}

/** Who may overrule a guard. Unreadable and doubled rows and another currency need a person; an empty catalog is never one. */
export function mayOverrule(
  guard: GuardName,
  { agreeing, operator }: { readonly agreeing: number; readonly operator: boolean },
): boolean {
  if (guard === 'empty') return false
  if (operator) return true
  return agreeing >= RUNS && guard !== 'invalid_rows' && guard !== 'duplicates' && guard !== 'currency'
}

function agrees(before: CatalogStats, now: CatalogStats): boolean {
  const near = (left: number, right: number) => Math.abs(left - right) <= TOLERANCE * Math.max(left, right)
  return (
    before.currency === now.currency &&
    near(before.offers, now.offers) &&
    near(before.countries, now.countries) &&
    near(before.services, now.services) &&
    near(before.totalStock, now.totalStock) &&
    near(before.priceSum, now.priceSum) &&
    Math.abs(before.zeroStock / Math.max(1, before.offers) - now.zeroStock / Math.max(1, now.offers)) <= TOLERANCE
  )
}
