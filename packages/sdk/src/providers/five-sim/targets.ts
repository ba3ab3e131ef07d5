import { CapabilityError, ConfigurationError } from '../../errors/access.ts'
import { checkMaxPrice } from '../../provider/check-max-price.ts'
import type { PurchaseRequest, PurchaseTarget } from '../../provider/purchase.ts'
import { readOperator } from './fields.ts'
import { type Names, resolveId } from './names.ts'

export interface TargetParts {
  readonly provider: string
  readonly names: Names
}

/** A request in the host's own ids. Throws before anything is sent. */
export function targetOf(
  request: PurchaseRequest,
  parts: TargetParts,
  operation = 'activations.purchase',
): PurchaseTarget {
  const { provider } = parts
  const { operator: wanted, maxPrice } = request
  const context = { provider, operation }
  const operator = wanted === undefined ? null : readOperator(wanted)
  if (wanted !== undefined && operator === null && wanted !== 'any') {
    throw new ConfigurationError('operator is not an id of one network', { ...context, hint: 'Such as virtual53.' })
  }
  checkMaxPrice(maxPrice, context)
  if (maxPrice !== undefined && operator !== null) {
    throw new CapabilityError(`${provider} ignores maxPrice where an operator is chosen`, {
      ...context,
      hint: 'Leave one of the two out.',
    })
  }
  return {
    kind: 'activation',
    provider,
    service: resolveId('service', request.service, parts, operation),
    country: resolveId('country', request.country, parts, operation),
    operator,
    hours: null,
    extends: null,
  }
}
