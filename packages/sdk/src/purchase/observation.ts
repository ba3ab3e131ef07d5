import type { ActivationObservation, ActivationSnapshot } from '../provider/snapshot.ts'

/** Whether an answer says that the activation is over. */
export function hasEnded({ status }: ActivationObservation): boolean {
  return status === 'completed' || status === 'cancelled' || status === 'expired' || status === 'closed'
}

/**
 * The number behind an answer about one activation; `null` when too little of it is told. Its messages are left to whoever
 * follows it.
 */
export function snapshotOfObservation(observation: ActivationObservation): ActivationSnapshot | null {
  const { phone, service, country, status = 'waiting', messages = [] } = observation
  if (!phone || !service || !country) return null
  return {
    reason: null,
    operator: null,
    price: null,
    refund: 'none',
    canRetry: null,
    createdAt: observation.observedAt,
    soldAt: null,
    expiresAt: null,
    cancellableAt: null,
    ...observation,
    status: status === 'closed' ? (messages.length > 0 ? 'completed' : 'cancelled') : status,
    phone,
    service,
    country,
    messages: [],
    rounds: 0,
  }
}
