import { OutOfStockError } from '../errors/catalog.ts'
import { PriceCapError } from '../errors/purchase.ts'
import { compareMoney, formatMoney, type Money } from '../money/money.ts'
import type { Provider } from '../provider/provider.ts'
import type { Clock } from '../utils/clock.ts'
import { lookWithin } from './within.ts'

interface Cap {
  readonly clock: Clock
  /** In the currency of the member. */
  readonly maxPrice: string | undefined
  readonly operation: string
}

/**
 * Looks at the price of a rental where the member does not hold the cap itself.
 * @throws {@link PriceCapError} or {@link OutOfStockError}; nothing was sent.
 */
export async function checkPrices(
  member: Provider,
  { clock, maxPrice, operation }: Cap,
  pricesOf: (signal: AbortSignal) => Promise<readonly { readonly price: Money }[]>,
): Promise<void> {
  if (maxPrice === undefined || member.traits.priceCap) return
  const cap: Money = { amount: maxPrice, currency: member.currency }
  const told = await lookWithin(clock, member, pricesOf)
  const prices = told.map(({ price }) => price).filter(({ currency }) => currency === cap.currency)
  const [lowestPrice] = prices.sort(compareMoney)
  const context = { provider: member.id, operation }
  if (!lowestPrice) throw new OutOfStockError('nothing of this is for sale now', context)
  if (compareMoney(lowestPrice, cap) <= 0) return
  throw new PriceCapError(`the lowest price is ${formatMoney(lowestPrice)}, the cap ${formatMoney(cap)}`, {
    ...context,
    lowestPrice,
  })
}
