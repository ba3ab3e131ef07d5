import { wilsonFloor } from './wilson.ts'

/** What countries are ranked by. */
export const countryRanks = ['own', 'overall'] as const
export type CountryRank = (typeof countryRanks)[number]

/** How numbers of a country fared. */
export interface CountryFigures {
  readonly code: string
  /** As `countries` tells it, 0 to 1; `null`: untold. */
  readonly success_rate: number | null
  readonly received: number
  /** Of which is known whether they received an SMS. */
  readonly decided: number
}

/**
 * The best first. Of one's own numbers the lower bound counts and not the share, so that one lucky number is not the best;
 * where one has none, or as many, the other figure decides. What is told by nobody comes last.
 */
export function rankCountries<Row extends CountryFigures>(rows: readonly Row[], by: CountryRank): Row[] {
  const own = (row: Row) => wilsonFloor(row.received, row.decided) ?? -1
  const overall = (row: Row) => row.success_rate ?? -1
  const [first, second] = by === 'own' ? [own, overall] : [overall, own]
  return [...rows].sort(
    (left, right) => first(right) - first(left) || second(right) - second(left) || (left.code < right.code ? -1 : 1),
  )
}
