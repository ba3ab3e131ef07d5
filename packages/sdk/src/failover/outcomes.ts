import { createRecent } from '../utils/recent.ts'

/** What came of one bought number. */
export interface NumberOutcome {
  /** Id of the provider that sold it. */
  readonly provider: string
  readonly service: string
  readonly country: string
  /** Whether it received an SMS. */
  readonly delivered: boolean
}

/** How many numbers there were, and how many of them received an SMS. */
export interface OutcomeCount {
  readonly delivered: number
  readonly total: number
}

/** Where the strategy `success` remembers what came of numbers. A failure of it changes no purchase. */
export interface OutcomeStore {
  /** Takes in what came of a number; told once of each. */
  note(outcome: NumberOutcome): void | Promise<void>
  /** What is remembered of a service in a country at a provider. */
  rate(provider: string, service: string, country: string): OutcomeCount | Promise<OutcomeCount>
}

export const NOTHING_REMEMBERED: OutcomeCount = { delivered: 0, total: 0 }
const MOST_KEYS = 10_000
const MOST_COUNTED = 200

/** The default: in memory, bounded. Old outcomes weigh less and less, so that a provider may mend. */
export function createOutcomeMemory(): OutcomeStore {
  const counts = createRecent<OutcomeCount>(MOST_KEYS)
  const keyOf = (...parts: readonly string[]) => JSON.stringify(parts)
  return {
    note({ provider, service, country, delivered }) {
      const key = keyOf(provider, service, country)
      const before = counts.get(key) ?? NOTHING_REMEMBERED
      const share = before.total < MOST_COUNTED ? 1 : 0.5
      counts.set(key, {
        delivered: before.delivered * share + (delivered ? 1 : 0),
        total: before.total * share + 1,
      })
    },
    rate: (...parts) => counts.get(keyOf(...parts)) ?? NOTHING_REMEMBERED,
  }
}
