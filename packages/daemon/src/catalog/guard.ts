import { driftOf } from './drift.ts'
import type { CatalogStats, RowFaults } from './stats.ts'

/** What the guards look at. */
export interface Comparison {
  readonly candidate: CatalogStats
  readonly faults: RowFaults
  /** How many countries were asked for. */
  readonly asked: number
  /** The last accepted catalog of the same scope; `null` on a first run or after the scope changed. */
  readonly previous: CatalogStats | null
  /** The catalog of the same scope that was accepted up to a day ago; `null` where there is no previous one. */
  readonly anchor: CatalogStats | null
  /** Total stock of the last accepted runs, up to twelve. */
  readonly recentStock: readonly number[]
  readonly prices: PriceChange
}

/** How the prices of offers that were there before have moved. */
export interface PriceChange {
  /** Offers in both catalogs. */
  readonly matched: number
  /** Median of new price over old price; 1 when fewer than half of them moved. */
  readonly medianRatio: number
  /** Offers whose price moved by more than a factor of three, either way. */
  readonly tripled: number
}

/** Names of the guards, as they stand in the run log, in the order in which they judge. */
export const guardNames = [
  'empty',
  'invalid_rows',
  'duplicates',
  'currency',
  'first_run',
  'shrink',
  'zero_share',
  'total_stock',
  'price_ratio',
  'drift',
] as const

export type GuardName = (typeof guardNames)[number]

/** Whether a candidate may replace the catalog. */
export type Verdict =
  | { readonly accepted: true /** Some rows were bad: few enough to go on. */; readonly doubtful: boolean }
  | { readonly accepted: false; readonly guard: GuardName; readonly reason: string }

const MANY_FAULTS = 0.01
const SOME_FAULTS = 0.001
const RECENT_ENOUGH = 3

/** The first guard that objects decides. They protect data at rest and never stand between a buyer and a live price. */
export function judge(comparison: Comparison): Verdict {
  for (const [guard, objection] of GUARDS) {
    const reason = objection(comparison)
    if (reason !== null) return { accepted: false, guard, reason }
  }
  const { candidate, faults } = comparison
  return { accepted: true, doubtful: faults.invalid > SOME_FAULTS * (candidate.offers + faults.invalid) }
}

type Objection = (comparison: Comparison) => string | null

const GUARDS: readonly (readonly [GuardName, Objection])[] = [
  ['empty', ({ candidate }) => (candidate.offers === 0 ? 'the catalog has no offers' : null)],
  [
    'invalid_rows',
    ({ candidate, faults }) =>
      faults.invalid > MANY_FAULTS * (candidate.offers + faults.invalid)
        ? `${faults.invalid} of ${candidate.offers + faults.invalid} rows are unreadable (limit 1 %)`
        : null,
  ],
  [
    'duplicates',
    ({ candidate, faults }) =>
      faults.duplicates > MANY_FAULTS * (candidate.offers + faults.duplicates)
        ? `${faults.duplicates} rows come twice (limit 1 %)`
        : null,
  ],
  [
    'currency',
    ({ candidate, previous }) =>
      previous && candidate.currency !== previous.currency
        ? `the currency changed from ${previous.currency} to ${candidate.currency}`
        : null,
  ],
  [
    'first_run',
    ({ candidate, previous, asked }) =>
      previous === null && candidate.countries < asked / 2
        ? `only ${candidate.countries} of ${asked} countries answered on a first run (limit half)`
        : null,
  ],
  ['shrink', ({ candidate, previous }) => previous && shrinkOf(candidate, previous)],
  [
    'zero_share',
    ({ candidate, previous }) => {
      if (!previous || previous.offers === 0) return null
      const rise = candidate.zeroStock / candidate.offers - previous.zeroStock / previous.offers
      return rise > 0.4 ? `the share of offers without stock rose by ${Math.round(rise * 100)} points (limit 40)` : null
    },
  ],
  [
    'total_stock',
    ({ candidate, recentStock }) => {
      const usual = median(recentStock)
      if (recentStock.length < RECENT_ENOUGH || usual === 0) return null
      const ratio = candidate.totalStock / usual
      return ratio < 0.2 || ratio > 5
        ? `the total stock is ${ratio.toFixed(2)} times the usual (limits 0.2 and 5)`
        : null
    },
  ],
  [
    'price_ratio',
    ({ prices: { matched, medianRatio, tripled } }) => {
      if (matched === 0) return null
      if (medianRatio < 0.5 || medianRatio > 2)
        return `the median price moved by a factor of ${medianRatio.toFixed(2)} (limits 0.5 and 2)`
      return tripled > 0.05 * matched ? `${tripled} of ${matched} prices moved more than threefold (limit 5 %)` : null
    },
  ],
  [
    'drift',
    ({ candidate, anchor }) => {
      const drift = anchor && driftOf(candidate, anchor)
      return drift && `little by little, within a day, ${drift}`
    },
  ],
]

function shrinkOf(candidate: CatalogStats, previous: CatalogStats): string | null {
  if (candidate.offers < 0.5 * previous.offers)
    return `${candidate.offers} offers, ${previous.offers} before (limit half)`
  if (candidate.countries < 0.8 * previous.countries)
    return `${candidate.countries} countries, ${previous.countries} before (limit 80 %)`
  if (candidate.services < 0.8 * previous.services)
    return `${candidate.services} services, ${previous.services} before (limit 80 %)`
  return null
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
