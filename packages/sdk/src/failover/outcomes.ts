import type { ActivationObservation, ActivationSnapshot } from '../provider/snapshot.ts'
import type { Clock } from '../utils/clock.ts'
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
const MOST_WATCHED = 10_000

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

/** Watches what passes by for the outcome of each number that was bought here, and notes it once. */
export interface OutcomeWatch {
  bought(snapshot: ActivationSnapshot, service: string, country: string): void
  /** `cancelAfter`: a number given back by us so soon says nothing. */
  seen(told: ActivationObservation, cancelAfter: number): void
}

interface Watched extends Omit<NumberOutcome, 'delivered'> {
  /** When it was bought, in milliseconds of {@link Clock.elapsed}. */
  readonly since: number
}

export function createOutcomeWatch(store: OutcomeStore, clock: Clock): OutcomeWatch {
  const watched = createRecent<Watched>(MOST_WATCHED)
  return {
    bought({ id, provider }, service, country) {
      watched.set(id, { provider, service, country, since: clock.elapsed() })
    },
    seen(told, cancelAfter) {
      const entry = watched.get(told.id)
      const delivered = entry && deliveredBy(told)
      if (!entry || delivered === null || delivered === undefined) return
      watched.delete(told.id)
      const { since, ...sold } = entry
      if (!delivered && told.reason === 'user' && clock.elapsed() - since <= cancelAfter) return
      noteQuietly(store, { ...sold, delivered })
    },
  }
}

/** `null`: it is not over yet. */
function deliveredBy({ status, messages = [] }: ActivationObservation): boolean | null {
  if (messages.length > 0 || status === 'received' || status === 'retrying' || status === 'completed') return true
  return status === 'cancelled' || status === 'expired' || status === 'closed' ? false : null
}

async function noteQuietly(store: OutcomeStore, outcome: NumberOutcome): Promise<void> {
  try {
    await store.note(outcome)
  } catch {
    // What is remembered ranks the next purchase; it is no part of this one.
  }
}
