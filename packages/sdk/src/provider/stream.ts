import type { RentalObservation } from './rental-snapshot.ts'
import type { ActivationObservation } from './snapshot.ts'

/** What a provider told of one number without being asked. */
export type NumberNews =
  | { readonly kind: 'activation'; readonly observation: ActivationObservation }
  | { readonly kind: 'rental'; readonly observation: RentalObservation }

/** What came over a stream at once; nothing in it is a sign of life. */
export interface NewsBatch {
  /** After what to go on when the stream breaks here; `null`: as before. */
  readonly cursor: string | null
  readonly news: readonly NumberNews[]
}

/** How a stream begins, and what ends it. */
export interface StreamCall {
  /** Go on after this; `null`: begin with how every open number stands. */
  readonly after: string | null
  readonly signal: AbortSignal
}
