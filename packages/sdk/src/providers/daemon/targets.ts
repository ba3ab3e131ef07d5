import { hoursOf } from '../../provider/hours.ts'
import type { PurchaseRequest, PurchaseTarget } from '../../provider/purchase.ts'
import type { RentalDuration, RentalRequest } from '../../provider/rentals.ts'
import { codeOf } from './codes.ts'

interface Where {
  readonly provider: string
  readonly only: string | null
}

export function targetOf(request: PurchaseRequest, { provider }: Where, operation: string): PurchaseTarget {
  const where = { provider, operation }
  return {
    kind: 'activation',
    provider,
    operator: request.operator ?? null,
    hours: null,
    extends: null,
    service: codeOf(request.service, 'service', where),
    country: codeOf(request.country, 'country', where),
  }
}

export function rentalTargetOf(request: RentalRequest, { provider, only }: Where, operation: string): PurchaseTarget {
  const hours = hoursOf(request.duration, { provider, operation })
  return { ...targetOf(request, { provider, only }, operation), kind: 'rental', hours }
}

/** What is bought, in the words of the daemon. */
export function wishOf(request: PurchaseRequest, { provider, only }: Where, operation: string) {
  const { service, country } = targetOf(request, { provider, only }, operation)
  const { operator, maxPrice } = request
  return {
    ...(only !== null && { provider: only }),
    service,
    country,
    ...(operator !== undefined && { operator }),
    ...(maxPrice !== undefined && { max_price: maxPrice }),
  }
}

export function lengthOf(duration: RentalDuration, provider: string, operation: string) {
  return { hours: hoursOf(duration, { provider, operation }) }
}
