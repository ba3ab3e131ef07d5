import { PriceCapError, PurchaseNotSentError } from '../errors/purchase.ts'
import { ProviderUnavailableError } from '../errors/transport.ts'
import { formatMoney } from '../money/money.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { Purchase } from './api.ts'
import type { PurchaseContext } from './context.ts'
import type { Intent } from './intent.ts'
import { operationOf } from './operation.ts'
import { fromRefusal } from './refusal.ts'
import { isUnwanted, onItsWayBack } from './unwanted.ts'

/** What a settled intent means to whoever asks for it: its number, or the error that says why there is none. */
export function replay({ provider }: PurchaseContext, intent: Intent): Purchase<NumberSnapshot> {
  const { snapshot, state, refusal } = intent
  const context = { provider: provider.id, operation: operationOf(intent) }
  if (snapshot && state === 'confirmed') {
    if (isTooDear(intent)) throw tooDear(provider.id, intent)
    if (isUnwanted(intent)) throw onItsWayBack(provider.id, context.operation, intent)
    return { intent, snapshot, durable: true }
  }
  if (refusal) throw fromRefusal(refusal, context)
  if (state === 'not_purchased') {
    throw new ProviderUnavailableError('the answer was lost, and nothing was bought', {
      ...context,
      rejected: true,
      hint: 'Buying again is safe; where an idempotency key was given, use a new one.',
    })
  }
  throw new PurchaseNotSentError('this purchase was never sent', context)
}

/** Whether it is given back for its price. */
export function isTooDear(intent: Intent): boolean {
  return intent.flags.includes('price_exceeded') && isUnwanted(intent)
}

/** The number is ours and on its way back. */
export function tooDear(provider: string, intent: Intent): PriceCapError {
  const { snapshot, maxPrice, activationId } = intent
  const price = snapshot?.price ?? null
  const charged = price ? formatMoney(price) : 'more'
  return new PriceCapError(`${charged} was charged, the cap is ${maxPrice}`, {
    provider,
    operation: operationOf(intent),
    activationId,
    hint: 'The number is given back as soon as the provider allows it.',
  })
}
