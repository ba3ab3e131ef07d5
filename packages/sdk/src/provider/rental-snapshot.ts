import type { ActivationSnapshot, ObservedMessage } from './snapshot.ts'

/**
 * Where a rental stands; all but `active` are final.
 *
 * - `active`: the number is ours and receives
 * - `completed`: ended by its owner before its time, and charged
 * - `cancelled`: given back, by us or by the provider
 * - `expired`: its time is over
 */
export type RentalStatus = 'active' | 'completed' | 'cancelled' | 'expired'

/** What is known of one rented number at one instant. Immutable, and JSON but for its dates. */
export interface RentalSnapshot extends Omit<ActivationSnapshot, 'status' | 'rounds' | 'canRetry'> {
  readonly kind: 'rental'
  readonly status: RentalStatus
}

/** What is known of one number, however long it is ours; a rental says so by its `kind`. */
export type NumberSnapshot = ActivationSnapshot | RentalSnapshot

/** What one answer of a provider says about a rental: a snapshot of which anything may be untold (`undefined`). */
export interface RentalObservation
  extends Pick<RentalSnapshot, 'id' | 'provider' | 'nativeId' | 'observedAt'>,
    Partial<Omit<RentalSnapshot, 'id' | 'provider' | 'nativeId' | 'observedAt' | 'kind' | 'status' | 'messages'>> {
  readonly status?: RentalStatus | 'closed'
  readonly messages?: readonly ObservedMessage[]
}
