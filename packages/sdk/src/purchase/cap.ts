import { OneSmsError } from '../errors/base.ts'
import { OutOfStockError } from '../errors/catalog.ts'
import { PriceCapError } from '../errors/purchase.ts'
import { ProviderUnavailableError } from '../errors/transport.ts'
import { compareMoney, formatMoney, type Money } from '../money/money.ts'
import type { Offer } from '../provider/catalog.ts'
import type { Provider } from '../provider/provider.ts'
import type { PurchaseRequest, PurchaseTarget } from '../provider/purchase.ts'
import type { ExtensionRequest, RentalRequest } from '../provider/rentals.ts'
import { operationOf } from './operation.ts'
import { fromRefusal, toRefusal } from './refusal.ts'

/**
 * Looks at the price before buying where the provider does not look itself. Costs one read.
 * @throws {@link PriceCapError}, {@link OutOfStockError}, or what reading failed with; always `rejected`: nothing was sent.
 */
export async function checkCap(
  provider: Provider,
  { service, country, maxPrice }: PurchaseRequest,
  targets: readonly PurchaseTarget[],
): Promise<void> {
  if (maxPrice === undefined || provider.traits.priceCap) return
  await check(provider, targets, maxPrice, async () => {
    const offers = await provider.catalog.offers({ service, country }, {})
    return offers.filter(offer => offer.kind === 'activation' && targets.some(target => isOfferOf(offer, target)))
  })
}

/** As {@link checkCap}, for a rental: no provider is known to hold the cap of one itself. */
export async function checkRentalCap(
  provider: Provider,
  { service, country, maxPrice }: RentalRequest,
  targets: readonly PurchaseTarget[],
): Promise<void> {
  if (maxPrice === undefined) return
  await check(provider, targets, maxPrice, async () => {
    const offers = (await provider.rentals?.offers({ service, country }, {})) ?? []
    return offers.filter(offer => targets.some(target => offer.hours === target.hours && isOfferOf(offer, target)))
  })
}

/** As {@link checkCap}, for more time on a rental, where the provider tells what that costs. */
export async function checkExtensionCap(
  provider: Provider,
  { rental, maxPrice }: ExtensionRequest,
  target: PurchaseTarget,
): Promise<void> {
  if (maxPrice === undefined || !provider.rentals?.extensions) return
  const { rentals } = provider
  await check(provider, [target], maxPrice, async () => {
    const offers = (await rentals.extensions?.(rental.id, {})) ?? []
    return offers.filter(({ hours }) => hours === target.hours)
  })
}

async function check(
  provider: Provider,
  targets: readonly PurchaseTarget[],
  maxPrice: string,
  read: () => Promise<readonly { readonly price: Money }[]>,
): Promise<void> {
  const cap: Money = { amount: maxPrice, currency: provider.currency }
  const context = { provider: provider.id, operation: operationOf({ targets }), rejected: true }
  const offers = await read().catch(error => {
    throw asRejected(error, provider.id, context.operation)
  })
  const prices = offers.map(({ price }) => price).filter(({ currency }) => currency === cap.currency)
  const [lowestPrice] = prices.sort(compareMoney)
  if (!lowestPrice) throw new OutOfStockError('nothing of this is for sale now', context)
  if (compareMoney(lowestPrice, cap) <= 0) return
  const fact = `the lowest price is ${formatMoney(lowestPrice)}, the cap ${formatMoney(cap)}`
  throw new PriceCapError(fact, { ...context, lowestPrice })
}

/** Nothing was sent, so whatever kept us from looking is as good as a refusal. */
function asRejected(error: unknown, provider: string, operation: string): OneSmsError {
  if (!OneSmsError.is(error)) {
    return new ProviderUnavailableError('the price could not be looked at', { provider, operation, rejected: true })
  }
  return error.rejected ? error : fromRefusal(toRefusal(error), { provider, operation, cause: error })
}

function isOfferOf({ operator, stock }: Offer, { operator: wanted }: PurchaseTarget): boolean {
  return stock !== 0 && (wanted === null || !operator || operator.nativeId === wanted)
}
