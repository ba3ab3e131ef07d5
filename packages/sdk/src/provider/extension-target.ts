import type { PurchaseTarget } from './purchase.ts'
import type { RentalSnapshot } from './rental-snapshot.ts'

/** What more time on a rental is sent for, in the provider's own ids. */
export function extensionTarget(rental: RentalSnapshot, hours: number): PurchaseTarget {
  const { id, provider, service, country, operator, expiresAt } = rental
  return {
    kind: 'extension',
    provider,
    service: service.nativeId,
    country: country.nativeId,
    operator: operator?.nativeId ?? null,
    hours,
    extends: { rental: id, endsAt: expiresAt?.toISOString() ?? null },
  }
}
