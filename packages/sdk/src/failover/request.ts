import { CapabilityError } from '../errors/access.ts'
import type { ErrorContext } from '../errors/base.ts'
import { PriceCapError } from '../errors/purchase.ts'
import { checkMaxPrice } from '../provider/check-max-price.ts'
import type { PurchaseReference } from '../provider/outcome.ts'
import type { Provider } from '../provider/provider.ts'
import type { PurchaseRequest } from '../provider/purchase.ts'
import type { CountryRef, ServiceRef } from '../provider/references.ts'
import type { Convert } from './rates.ts'

/** A reference that means the same at every provider. @throws {@link CapabilityError} for one provider's own id. */
export function commonName(reference: ServiceRef | CountryRef, context: ErrorContext): string {
  if (typeof reference === 'string') return reference
  throw new CapabilityError(`${JSON.stringify(reference.nativeId)} is an id of one provider, and several are asked`, {
    ...context,
    hint: "Name it as every provider understands it, such as 'telegram' or 'GB', or buy at that provider alone.",
  })
}

/** The order under a key that is that member's alone: two that keep purchases by their key may keep them in one place. */
export function keyedFor<Order extends PurchaseReference>(member: Provider, order: Order): Order {
  return { ...order, idempotencyKey: `${order.idempotencyKey ?? order.intentId}:${member.id}` }
}

type Capped = Pick<PurchaseRequest, 'maxPrice'>

/** For questions to which the price does not matter. @throws {@link ConfigurationError} for a cap that is no amount. */
export function withoutCap<Request extends Capped>({ maxPrice, ...request }: Request, context: ErrorContext) {
  checkMaxPrice(maxPrice, context)
  return request
}

/**
 * The request with its cap in the currency of a member.
 * @throws {@link PriceCapError} where no rate tells it: a cap is never compared with another currency.
 */
export function inCurrencyOf<Request extends Capped>(
  member: Provider,
  request: Request,
  {
    currency,
    convert,
    operation,
  }: { readonly currency: string; readonly convert: Convert; readonly operation: string },
): Request {
  if (request.maxPrice === undefined) return request
  const cap = convert({ amount: request.maxPrice, currency }, member.currency, 'down')
  if (cap && cap.amount !== '0') return { ...request, maxPrice: cap.amount }
  const told = cap ? 'is nothing' : 'cannot be told'
  throw new PriceCapError(`a cap of ${request.maxPrice} ${currency} ${told} in ${member.currency}`, {
    provider: member.id,
    operation,
    rejected: true,
    hint: `Let the rates of failover tell what a ${currency} is worth in ${member.currency}.`,
  })
}
