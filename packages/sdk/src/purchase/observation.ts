import type { NumberSnapshot, RentalObservation, RentalSnapshot } from '../provider/rental-snapshot.ts'
import type { ActivationObservation, ActivationSnapshot, Refund } from '../provider/snapshot.ts'

/** Whether an answer says that the number is over. */
export function hasEnded({ status }: { readonly status?: NumberSnapshot['status'] | 'closed' }): boolean {
  return status === 'completed' || status === 'cancelled' || status === 'expired' || status === 'closed'
}

/** What is not told by an answer about one number. */
const UNTOLD = {
  reason: null,
  operator: null,
  price: null,
  refund: 'none' as Refund,
  soldAt: null,
  expiresAt: null,
  cancellableAt: null,
} as const

/**
 * The number behind an answer about one activation; `null` when too little of it is told. Its messages are left to whoever
 * follows it.
 */
export function snapshotOfObservation(observation: ActivationObservation): ActivationSnapshot | null {
  const { phone, service, country, status = 'waiting', messages = [] } = observation
  if (!phone || !service || !country) return null
  return {
    ...UNTOLD,
    canRetry: null,
    createdAt: observation.observedAt,
    ...observation,
    status: status === 'closed' ? (messages.length > 0 ? 'completed' : 'cancelled') : status,
    phone,
    service,
    country,
    messages: [],
    rounds: 0,
  }
}

/** As {@link snapshotOfObservation}, for a rental; `known` tells what the answer does not. */
export function rentalOfObservation(
  observation: RentalObservation,
  known: RentalSnapshot | null = null,
): RentalSnapshot | null {
  const told = Object.fromEntries(Object.entries(observation).filter(([, fact]) => fact !== undefined))
  const { phone, service, country, ...rest }: Partial<RentalSnapshot> = { ...known, ...told }
  if (!phone || !service || !country) return null
  const { id, provider, nativeId, observedAt, status = 'active' } = observation
  return {
    ...UNTOLD,
    createdAt: observedAt,
    ...rest,
    id,
    provider,
    nativeId,
    observedAt,
    phone,
    service,
    country,
    kind: 'rental',
    status: status === 'closed' ? 'completed' : status,
    messages: known?.messages ?? [],
  }
}
