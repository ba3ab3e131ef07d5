import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { Intent } from './intent.ts'
import { SIGHTING_PAUSE, SIGHTINGS, type Timing } from './timing.ts'

/** How often an unknown purchase was looked for in vain. */
export interface Misses {
  readonly count: number
  /** Milliseconds since the last that counted. */
  readonly sinceLast: number
}

/** What a look says of one purchase, or of one number. */
export type Decision =
  | { readonly kind: 'adopt'; readonly intent: Intent; readonly snapshot: NumberSnapshot }
  | { readonly kind: 'candidates'; readonly intent: Intent; readonly snapshots: readonly NumberSnapshot[] }
  /** Looked for in vain once more. */
  | { readonly kind: 'missed'; readonly intent: Intent }
  /** Nothing was bought. */
  | { readonly kind: 'close'; readonly intent: Intent }
  | { readonly kind: 'orphan'; readonly snapshot: NumberSnapshot }

/** An unknown purchase that was looked for in vain: whether that is enough to close it. */
export function judgeMiss(intent: Intent, { horizon }: Timing, { count, sinceLast }: Misses): Decision {
  const counted = sinceLast >= SIGHTING_PAUSE ? count + 1 : count
  return { kind: counted >= SIGHTINGS && intent.age >= horizon ? 'close' : 'missed', intent }
}
