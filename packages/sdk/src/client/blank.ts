import type { RentalObservation } from '../provider/rental-snapshot.ts'
import type { ActivationObservation } from '../provider/snapshot.ts'

/** In the history of some hosts stands neither what was bought nor where. */
const UNTOLD = { slug: null, iso: null, nativeId: '', name: '' }

/** A number of which nothing has happened yet, and how long it lived after the answer; `null` where not even its phone is told. */
export function blankOf(told: ActivationObservation | RentalObservation) {
  const { id, provider, nativeId, phone, service = UNTOLD, country = UNTOLD, observedAt } = told
  if (phone === undefined) return null
  const { createdAt = observedAt, expiresAt = null } = told
  const blank = {
    id,
    provider,
    nativeId,
    phone,
    service,
    country,
    createdAt,
    expiresAt,
    observedAt,
    reason: null,
    operator: null,
    price: null,
    refund: 'none' as const,
    messages: [],
    cancellableAt: null,
    soldAt: null,
  }
  return { blank, timeLeft: expiresAt === null ? 0 : expiresAt.getTime() - observedAt.getTime() }
}
