import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { Intent } from './intent.ts'
import { SIGHTING_PAUSE, SIGHTINGS, type Timing } from './timing.ts'

/** The looks at an unknown purchase that showed all there is, and not which number it bought. */
export interface Misses {
  readonly count: number
  /** Milliseconds since the last that counted. */
  readonly sinceLast: number
}

/** What a look says of one purchase, or of one number. */
export type Decision =
  | { readonly kind: 'adopt'; readonly intent: Intent; readonly snapshot: NumberSnapshot }
  | Candidates
  /** Looked for in vain once more. */
  | { readonly kind: 'missed'; readonly intent: Intent }
  /** Nothing was bought. */
  | { readonly kind: 'close'; readonly intent: Intent }
  | { readonly kind: 'orphan'; readonly snapshot: NumberSnapshot }

/** Which numbers may be what a purchase bought, by this look and those before. */
export interface Candidates {
  readonly kind: 'candidates'
  readonly intent: Intent
  readonly snapshots: readonly NumberSnapshot[]
  /** Whether the look showed all there is. */
  readonly counts: boolean
  /** Whether no later look can tell more: a person decides. */
  readonly isLast: boolean
}

/** An unknown purchase that was looked for in vain: whether that is enough to close it. */
export function judgeMiss(intent: Intent, { horizon }: Timing, { count, sinceLast }: Misses): Decision {
  const counted = sinceLast >= SIGHTING_PAUSE ? count + 1 : count
  return { kind: counted >= SIGHTINGS && intent.age >= horizon ? 'close' : 'missed', intent }
}
