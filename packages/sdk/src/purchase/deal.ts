import { ConfigurationError } from '../errors/access.ts'
import { cannot } from '../errors/cannot.ts'
import { compareAmounts, parseAmount } from '../money/money.ts'
import { checkWords } from '../provider/check-words.ts'
import { extensionTarget } from '../provider/extension-target.ts'
import { hoursOf } from '../provider/hours.ts'
import type { PurchaseReference } from '../provider/outcome.ts'
import type { Provider } from '../provider/provider.ts'
import type { PurchaseRequest, PurchaseTarget } from '../provider/purchase.ts'
import type { NumberSnapshot, RentalSnapshot } from '../provider/rental-snapshot.ts'
import type { ExtensionRequest, RentalRequest, RentalsFacet } from '../provider/rentals.ts'
import type { ActivationSnapshot } from '../provider/snapshot.ts'
import { checkCap, checkExtensionCap, checkRentalCap } from './cap.ts'
import type { PurchaseOperation } from './operation.ts'

/** Something to be bought: an activation, a rental, more time on a rental. Made without writing or sending anything. */
export interface Deal<Bought extends NumberSnapshot = NumberSnapshot> {
  readonly targets: readonly PurchaseTarget[]
  /** A decimal without trailing zeros. */
  readonly maxPrice: string | null
  /** The rental that gets more time, as it was before; `null` for a new number. */
  readonly rental: RentalSnapshot | null
  /** Looks at the price where the provider does not hold the cap itself. */
  checkCap(): Promise<void>
  /**
   * Sends one request, once.
   * @billing Charges the account.
   */
  send(reference: PurchaseReference): Promise<Bought>
}

export function activationDeal(provider: Provider, asked: PurchaseRequest): Deal<ActivationSnapshot> {
  const { request, maxPrice } = withCap(provider, 'activations.purchase', asked)
  const targets = provider.activations.targets(request)
  return {
    targets,
    maxPrice,
    rental: null,
    // A provider made of providers looks at the price of the one that it asks.
    checkCap: async () => (provider.members ? undefined : checkCap(provider, request, targets)),
    send: reference => provider.activations.purchase({ ...request, ...reference }, {}),
  }
}

export function rentalDeal(provider: Provider, asked: RentalRequest): Deal<RentalSnapshot> {
  const operation = 'rentals.rent'
  const rentals = rentalsOf(provider, operation)
  const { request, maxPrice } = withCap(provider, operation, asked)
  hoursOf(request.duration, { provider: provider.id, operation })
  const targets = rentals.targets(request)
  return {
    targets,
    maxPrice,
    rental: null,
    checkCap: async () => (provider.members ? undefined : checkRentalCap(provider, request, targets)),
    send: reference => rentals.rent({ ...request, ...reference }, {}),
  }
}

export function extensionDeal(provider: Provider, asked: ExtensionRequest): Deal<RentalSnapshot> {
  const operation = 'rentals.extend'
  const rentals = rentalsOf(provider, operation)
  const { request, maxPrice } = withCap(provider, operation, asked)
  const { rental, duration } = request
  const hours = hoursOf(duration, { provider: provider.id, operation })
  const target = extensionTarget(rental, hours)
  const extend = rentals.extend?.bind(rentals)
  if (!extend) throw cannot(provider.id, operation, 'does not sell more time for a rented number')
  return {
    targets: [target],
    maxPrice,
    rental,
    checkCap: async () => (provider.members ? undefined : checkExtensionCap(provider, request, target)),
    send: reference => extend({ ...request, ...reference }, {}),
  }
}

function rentalsOf(provider: Provider, operation: PurchaseOperation): RentalsFacet {
  if (provider.rentals) return provider.rentals
  throw cannot(provider.id, operation, 'rents no numbers')
}

const WORDS: Readonly<Record<PurchaseOperation, readonly string[]>> = {
  'activations.purchase': ['service', 'country', 'operator', 'maxPrice'],
  'rentals.rent': ['service', 'country', 'operator', 'maxPrice', 'duration'],
  'rentals.extend': ['rental', 'duration', 'maxPrice'],
}

/** @throws {@link ConfigurationError} for a word that nobody reads, and where there is no service or country. */
function checkRequest(
  request: object,
  context: { readonly provider: string; readonly operation: PurchaseOperation },
): void {
  const words = WORDS[context.operation]
  checkWords(request, 'a request', words, context)
  const missing = words.find(word => /service|country/.test(word) && Reflect.get(request, word) === undefined)
  if (missing === undefined) return
  throw new ConfigurationError(`a request needs a ${missing}`, {
    ...context,
    hint: "Such as { service: 'telegram', country: 'GB' }.",
  })
}

/** Decimals that an amount is kept with everywhere: a cap of more would have to be rounded. */
const AMOUNT = /^\d+(\.\d{1,6}0*)?$/

/** A request with its cap as a plain decimal. */
function withCap<Request extends { readonly maxPrice?: string }>(
  { id }: Provider,
  operation: PurchaseOperation,
  request: Request,
): { readonly request: Request; readonly maxPrice: string | null } {
  checkRequest(request, { provider: id, operation })
  const { maxPrice } = request
  const cap = maxPrice === undefined ? null : parseAmount(maxPrice)
  const isAmount = typeof maxPrice === 'string' && AMOUNT.test(maxPrice) && cap !== null && compareAmounts(cap, '0') > 0
  if (maxPrice !== undefined && !isAmount) {
    throw new ConfigurationError(`maxPrice ${JSON.stringify(maxPrice)} is not an amount`, {
      provider: id,
      operation,
      hint: "Give a decimal string above 0 with at most six decimals, for example '0.50'.",
    })
  }
  return { request: cap === null ? request : { ...request, maxPrice: cap }, maxPrice: cap }
}
