import type { ProviderTraits } from '../provider/traits.ts'

const SECOND = 1_000

/** Shortest time between two lists, and between two sightings that count. */
export const SIGHTING_PAUSE = 5 * SECOND
/** Time between two lists while nothing is unknown and something bought may still live. */
export const PATROL_PAUSE = 30 * SECOND
/** As many lists without a match must have been seen before a purchase counts as not made. */
export const SIGHTINGS = 3
/** How long a purchase waits for an unknown one of its kind. */
export const GATE_WAIT = 10 * SECOND
/** A purchase whose commit took longer is not sent: it counts from then on, and its answer would come too late. */
export const BEGIN_LIMIT = 10 * SECOND
/** A purchase that was written down and then left alone for so long is given up. */
export const PREPARED_LIMIT = 60 * SECOND
/** The sighting that closes an unknown purchase comes after its horizon, and nobody disturbs it until then. */
const GATE_SLACK = 15 * SECOND
/** A facet may wait for its turn before it sends, so an answer may be that much later than its deadline. */
const TURN_SLACK = 15 * SECOND
const LIFE_SLACK = 60 * SECOND

/** Milliseconds after the send at which what is true of a purchase changes. */
export interface Timing {
  /** Its answer no longer comes in time: it is unknown. */
  readonly timeout: number
  /** Nobody waits for its answer any more, whichever process sent it. */
  readonly stale: number
  /** What it bought would be on the list by now. */
  readonly horizon: number
  /** It lets others of its kind pass, where no number is adopted by its kind alone. */
  readonly gate: number
  /** What it bought is over. */
  readonly life: number
  /** How old an activation must be to be missed on a list. */
  readonly listLag: number
}

export function timingOf({ purchaseTimeout, latestCommit, listLag, lifetime }: ProviderTraits): Timing {
  const horizon = purchaseTimeout + latestCommit + 2 * listLag
  return {
    timeout: purchaseTimeout,
    stale: purchaseTimeout + TURN_SLACK,
    horizon,
    gate: horizon + GATE_SLACK,
    life: lifetime + LIFE_SLACK,
    listLag,
  }
}
