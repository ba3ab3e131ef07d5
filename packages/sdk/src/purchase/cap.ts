import { OutOfStockError } from '../errors/catalog.ts'
import { PriceCapError } from '../errors/purchase.ts'
import { compareMoney, formatMoney, type Money } from '../money/money.ts'
import type { Offer } from '../provider/catalog.ts'
import type { Provider } from '../provider/provider.ts'
import type { Order } from './order.ts'

/**
 * Looks at the price before buying where the provider does not look itself. Costs one read.
 * @throws {@link PriceCapError} or {@link OutOfStockError}; nothing was sent.
 */
export async function checkCap(provider: Provider, { request, targets, maxPrice }: Order): Promise<void> {
  if (maxPrice === null || provider.traits.priceCap) return
  const { service, country } = request
  const cap: Money = { amount: maxPrice, currency: provider.currency }
  const offers = await provider.catalog.offers({ service, country }, {})
  const prices = offers
    .filter(offer => offer.price.currency === cap.currency && targets.some(target => isOfferOf(offer, target.operator)))
    .map(({ price }) => price)
    .sort(compareMoney)
  const [lowestPrice] = prices
  const context = { provider: provider.id, operation: 'activations.purchase' }
  if (!lowestPrice) throw new OutOfStockError('nothing of this is for sale now', context)
  if (compareMoney(lowestPrice, cap) <= 0) return
  throw new PriceCapError(`the lowest price is ${formatMoney(lowestPrice)}, the cap ${formatMoney(cap)}`, {
    ...context,
    lowestPrice,
  })
}

function isOfferOf({ kind, operator, stock }: Offer, wanted: string | null): boolean {
  return kind === 'activation' && stock !== 0 && (wanted === null || !operator || operator.nativeId === wanted)
}
