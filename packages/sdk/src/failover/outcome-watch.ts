import type { ActivationObservation, ActivationSnapshot } from '../provider/snapshot.ts'
import type { Clock } from '../utils/clock.ts'
import { createRecent } from '../utils/recent.ts'
import type { NumberOutcome, OutcomeStore } from './outcomes.ts'

/** Watches what passes by for the outcome of each number that was bought here, and notes it once. */
export interface OutcomeWatch {
  bought(snapshot: ActivationSnapshot, service: string, country: string): void
  /** `cancelAfter`: a number given back by us so soon says nothing. */
  seen(told: ActivationObservation, cancelAfter: number): void
}

const MOST_WATCHED = 10_000

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
      const delivered = deliveredBy(told)
      if (!entry || delivered === null) return
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
