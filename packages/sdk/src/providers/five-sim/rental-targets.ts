import { CapabilityError } from '../../errors/access.ts'
import { hoursOf } from '../../provider/hours.ts'
import type { PurchaseTarget } from '../../provider/purchase.ts'
import type { RentalRequest } from '../../provider/rentals.ts'
import { hoursOfProduct, LENGTHS, productOf } from './hosting.ts'
import { type TargetParts, targetOf } from './targets.ts'

const OPERATION = 'rentals.rent'

/**
 * A request in the host's own ids. A hosted number receives for every service, and is sold by its length alone: that is
 * the product, whichever service was named.
 */
export function rentalTargetOf(request: RentalRequest, parts: TargetParts): PurchaseTarget {
  const context = { provider: parts.provider, operation: OPERATION }
  const target = targetOf(request, parts, OPERATION)
  const hours = hoursOf(request.duration, context)
  const product = productOf(hours)
  const isOther = hoursOfProduct(target.service) !== null && target.service !== product
  if (product === null || isOther) {
    throw new CapabilityError(`${parts.provider} does not rent ${target.service} for ${hours} hours`, {
      ...context,
      hint: `It rents for ${LENGTHS.join(', ')} hours.`,
    })
  }
  return { ...target, kind: 'rental', service: product, hours }
}
