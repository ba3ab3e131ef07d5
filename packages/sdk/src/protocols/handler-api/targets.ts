import { resolveReference } from '../../catalog/resolve.ts'
import { CapabilityError, ConfigurationError } from '../../errors/access.ts'
import { parseAmount } from '../../money/money.ts'
import type { PurchaseOrder, PurchaseRequest, PurchaseTarget } from '../../provider/purchase.ts'
import type { SaleQuery } from './activation-commands.ts'
import type { HandlerApiDialect } from './dialect.ts'
import type { Names } from './names.ts'

const OPERATION = 'activations.purchase'

/** A request in the host's own ids. Throws before anything is sent. */
export function targetOf(
  { service, country, operator, maxPrice }: PurchaseRequest,
  {
    provider,
    names,
    dialect,
  }: { readonly provider: string; readonly names: Names; readonly dialect: HandlerApiDialect },
): PurchaseTarget {
  const context = { provider, operation: OPERATION }
  if (operator !== undefined && !dialect.operatorChoice) {
    throw new CapabilityError(`${provider} does not honour a choice of operator`, {
      ...context,
      hint: 'Leave operator out.',
    })
  }
  if (operator !== undefined && !/^[\w.-]{1,64}$/.test(operator)) {
    throw new ConfigurationError('operator is not an id of one network', { ...context, hint: 'Such as tele2.' })
  }
  if (maxPrice !== undefined && !isPositive(parseAmount(maxPrice))) {
    throw new ConfigurationError('maxPrice is not a positive decimal', { ...context, hint: "Such as '0.50'." })
  }
  return {
    kind: 'activation',
    provider,
    service: resolveReference('service', service, names.services, context),
    country: resolveReference('country', country, names.countries, context),
    operator: operator ?? null,
    hours: null,
    extends: null,
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

const isPositive = (amount: string | null) => amount !== null && /^\d/.test(amount) && /[1-9]/.test(amount)
