import { CapabilityError, ConfigurationError } from '../../errors/access.ts'
import type { PurchaseTarget } from '../../provider/purchase.ts'
import type { RentalDuration, RentalRequest } from '../../provider/rentals.ts'
import { hoursOf, LENGTHS, productOf } from './hosting.ts'
import { type TargetParts, targetOf } from './targets.ts'

const OPERATION = 'rentals.rent'

/**
 * A request in the host's own ids. A hosted number receives for every service, and is sold by its length alone: that is
 * the product, whichever service was named.
 */
export function rentalTargetOf(request: RentalRequest, parts: TargetParts): PurchaseTarget {
  const context = { provider: parts.provider, operation: OPERATION }
  const target = targetOf(request, parts, OPERATION)
  const hours = readHours(request.duration)
  if (hours === null) {
    throw new ConfigurationError('duration is no time, such as { days: 1 }', context)
  }
  const product = productOf(hours)
  const isOther = hoursOf(target.service) !== null && target.service !== product
  if (product === null || isOther) {
    throw new CapabilityError(`${parts.provider} does not rent ${target.service} for ${hours} hours`, {
      ...context,
      hint: `It rents for ${LENGTHS.join(', ')} hours.`,
    })
  }
  return { ...target, kind: 'rental', service: product, hours }
}

function readHours(duration: RentalDuration): number | null {
  const { hours, days } = (duration ?? {}) as { hours?: unknown; days?: unknown }
  const value = days === undefined ? hours : hours === undefined && typeof days === 'number' ? days * 24 : null
  return typeof value === 'number' && value > 0 && Number.isSafeInteger(value) ? value : null
}
