import type { RentalObservation, RentalSnapshot } from '../../provider/rental-snapshot.ts'

export const RENTED_AT = Date.UTC(2026, 0, 1, 12)
export const DAY = 24 * 60 * 60_000

/** A number that was just rented for a day. */
export function rented(facts: Partial<RentalSnapshot> = {}): RentalSnapshot {
  const at = new Date(RENTED_AT)
  return {
    kind: 'rental',
    id: 'virtual:r1',
    provider: 'virtual',
    nativeId: 'r1',
    status: 'active',
    reason: null,
    phone: '+447700900123',
    operator: null,
    price: { amount: '2', currency: 'USD' },
    refund: 'none',
    messages: [],
    service: { slug: 'discord', nativeId: 'ds', name: 'Discord' },
    country: { iso: 'US', nativeId: '187', name: 'USA' },
    createdAt: at,
    soldAt: at,
    expiresAt: new Date(RENTED_AT + DAY),
    cancellableAt: null,
    observedAt: at,
    ...facts,
  }
}

/** One answer about it, `after` milliseconds. */
export function answer(facts: Partial<RentalObservation> = {}, after = 10_000): RentalObservation {
  return {
    id: 'virtual:r1',
    provider: 'virtual',
    nativeId: 'r1',
    observedAt: new Date(RENTED_AT + after),
    ...facts,
  }
}
