import { ConfigurationError } from '../errors/access.ts'
import { IdempotencyConflictError } from '../errors/purchase.ts'
import { checkWords } from '../provider/check-words.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { BuyOptions } from './api.ts'
import type { Deal } from './deal.ts'
import { operationOf } from './operation.ts'

/** A deal, and the key that stands for it. */
export interface Order<Bought extends NumberSnapshot = NumberSnapshot> extends Deal<Bought> {
  readonly idempotencyKey: string | null
}

const KEY = /^[^\p{C}]{1,255}$/u

/** @throws {@link ConfigurationError} for a key that cannot be one, and for an option that nobody reads. */
export function orderOf<Bought extends NumberSnapshot>(
  provider: string,
  deal: Deal<Bought>,
  options: BuyOptions,
): Order<Bought> {
  const context = { provider, operation: operationOf(deal) }
  checkWords(options, 'the second argument', ['idempotencyKey', 'signal'], context)
  const { idempotencyKey: key } = options
  if (key !== undefined && !KEY.test(key)) {
    throw new ConfigurationError('idempotencyKey must have 1 to 255 printable characters', context)
  }
  return { ...deal, idempotencyKey: key ?? null }
}

type Asked = Pick<Order, 'targets' | 'maxPrice'>

/** @throws {@link IdempotencyConflictError} when one key was used for two different things. */
export function assertSameOrder(provider: string, earlier: Asked, now: Asked): void {
  if (contentOf(earlier) === contentOf(now)) return
  throw new IdempotencyConflictError('this idempotency key was used to buy something else', {
    provider,
    operation: operationOf(now),
    hint: 'A key stands for one purchase: choose a new one.',
  })
}

/** Not the end of a rental: once the extension is bought, whoever asks again knows a later one. */
function contentOf({ targets, maxPrice }: Asked): string {
  return JSON.stringify([
    targets.map(({ kind, provider, service, country, operator, hours, extends: extended }) => [
      ...[kind, provider, service, country, operator, hours],
      extended?.rental ?? null,
    ]),
    maxPrice,
  ])
}
