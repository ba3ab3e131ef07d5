import { resolveReference } from '../../catalog/resolve.ts'
import { CapabilityError, ConfigurationError } from '../../errors/access.ts'
import { parseAmount } from '../../money/money.ts'
import { checkMaxPrice } from '../../provider/check-max-price.ts'
import { hoursOf } from '../../provider/hours.ts'
import type { PurchaseOrder, PurchaseRequest, PurchaseTarget } from '../../provider/purchase.ts'
import type { RentalRequest } from '../../provider/rentals.ts'
import type { SaleQuery } from './activation-commands.ts'
import type { HandlerApiDialect } from './dialect.ts'
import type { Names } from './names.ts'

export interface TargetParts {
  readonly provider: string
  readonly names: Names
  readonly dialect: HandlerApiDialect
}

/** A request in the host's own ids. Throws before anything is sent. */
export function targetOf(request: PurchaseRequest, parts: TargetParts): PurchaseTarget {
  const references = referencesOf(request, 'activations.purchase', parts)
  return { kind: 'activation', ...references, hours: null, extends: null }
}

/** As {@link targetOf}, for a rental. */
export function rentalTargetOf(
  request: RentalRequest,
  parts: TargetParts,
): PurchaseTarget & { readonly hours: number } {
  const operation = 'rentals.rent'
  const hours = hoursOf(request.duration, { provider: parts.provider, operation })
  return { kind: 'rental', ...referencesOf(request, operation, parts), hours, extends: null }
}

function referencesOf(
  { service, country, operator, maxPrice }: PurchaseRequest,
  operation: string,
  { provider, names, dialect }: TargetParts,
): Pick<PurchaseTarget, 'provider' | 'service' | 'country' | 'operator'> {
  const context = { provider, operation }
  if (operator !== undefined && !dialect.operatorChoice) {
    throw new CapabilityError(`${provider} does not honour a choice of operator`, {
      ...context,
      hint: 'Leave operator out.',
    })
  }
  if (operator !== undefined && !/^[\w.-]{1,64}$/.test(operator)) {
    throw new ConfigurationError('operator is not an id of one network', { ...context, hint: 'Such as tele2.' })
  }
  checkMaxPrice(maxPrice, context)
  return {
    provider,
    service: resolveReference('service', service, names.services, context),
    country: resolveReference('country', country, names.countries, context),
    operator: operator ?? null,
  }
}

/** The parameters of a purchase. */
export function toSaleQuery(
  { service, country, operator }: PurchaseTarget,
  { maxPrice, intentId }: PurchaseOrder,
  { reference }: HandlerApiDialect,
): SaleQuery {
  return {
    service,
    country,
    operator: operator ?? undefined,
    maxPrice: parseAmount(maxPrice) ?? undefined,
    orderId: reference === 'none' ? undefined : intentId,
  }
}
