import type { RentalStatus } from '../provider/rental-snapshot.ts'
import type { ActivationStatus } from '../provider/snapshot.ts'

/**
 * From where an activation may go to where. What has ended goes nowhere; what received an SMS can only be completed. From
 * `retrying` it ends otherwise only where its SMS went to somebody else.
 */
export const transitions: Readonly<Record<ActivationStatus, readonly ActivationStatus[]>> = {
  waiting: ['received', 'retrying', 'completed', 'cancelled', 'expired'],
  received: ['retrying', 'completed'],
  retrying: ['received', 'completed', 'cancelled', 'expired'],
  completed: [],
  cancelled: [],
  expired: [],
}

/** Whether an activation, or a rental, has ended. */
export const isSettled = ({ status }: { readonly status: ActivationStatus | RentalStatus }): boolean =>
  status === 'completed' || status === 'cancelled' || status === 'expired'

/** Whether the provider would take it back: it lives, and no SMS has come. */
export const isUnused = (snapshot: {
  readonly status: ActivationStatus | RentalStatus
  readonly messages: readonly unknown[]
}): boolean => !isSettled(snapshot) && snapshot.messages.length === 0
