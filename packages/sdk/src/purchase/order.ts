import { ConfigurationError } from '../errors/access.ts'
import { IdempotencyConflictError } from '../errors/purchase.ts'
import { compareAmounts, parseAmount } from '../money/money.ts'
import type { Provider } from '../provider/provider.ts'
import type { PurchaseRequest, PurchaseTarget } from '../provider/purchase.ts'

/** A request that was understood. */
export interface Order {
  readonly request: PurchaseRequest
  readonly targets: readonly PurchaseTarget[]
  readonly maxPrice: string | null
  readonly idempotencyKey: string | null
}

const KEY = /^[^\p{C}]{1,255}$/u

/** Understands a request, or throws before anything is written or sent. */
export function readOrder(provider: Provider, request: PurchaseRequest, key: string | undefined): Order {
  const context = { provider: provider.id, operation: 'activations.purchase' }
  if (key !== undefined && !KEY.test(key)) {
    throw new ConfigurationError('idempotencyKey must have 1 to 255 printable characters', context)
  }
  const { maxPrice } = request
  const cap = maxPrice === undefined ? null : parseAmount(maxPrice)
  if (maxPrice !== undefined && (typeof maxPrice !== 'string' || cap === null || compareAmounts(cap, '0') <= 0)) {
    throw new ConfigurationError(`maxPrice ${JSON.stringify(maxPrice)} is not an amount`, {
      ...context,
      hint: "Give a decimal string above 0, for example '0.50'.",
    })
  }
  return {
    request: cap === null ? request : { ...request, maxPrice: cap },
    targets: provider.activations.targets(request),
    maxPrice: cap,
    idempotencyKey: key ?? null,
  }
}

type Asked = Pick<Order, 'targets' | 'maxPrice'>

/** @throws {@link IdempotencyConflictError} when one key was used for two different things. */
export function assertSameOrder(provider: string, earlier: Asked, now: Asked): void {
  if (contentOf(earlier) === contentOf(now)) return
  throw new IdempotencyConflictError('this idempotency key was used to buy something else', {
    provider,
    operation: 'activations.purchase',
    hint: 'A key stands for one purchase: choose a new one.',
  })
}

function contentOf({ targets, maxPrice }: Asked): string {
  return JSON.stringify([
    targets.map(({ provider, service, country, operator }) => [provider, service, country, operator]),
    maxPrice,
  ])
}
