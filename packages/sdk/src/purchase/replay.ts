import { PriceCapError, PurchaseNotSentError } from '../errors/purchase.ts'
import { ProviderUnavailableError } from '../errors/transport.ts'
import { formatMoney } from '../money/money.ts'
import type { Purchase } from './api.ts'
import type { PurchaseContext } from './context.ts'
import type { Intent } from './intent.ts'
import { fromRefusal } from './refusal.ts'
import { isUnwanted, onItsWayBack } from './unwanted.ts'

const operation = 'activations.purchase'

/** What a settled intent means to whoever asks for it: its number, or the error that says why there is none. */
export function replay({ provider }: PurchaseContext, intent: Intent): Purchase {
  const { snapshot, state, refusal } = intent
  if (snapshot && state === 'confirmed') {
    if (intent.flags.includes('price_exceeded')) throw tooDear(provider.id, intent)
    if (isUnwanted(intent)) throw onItsWayBack(provider.id, operation, intent)
    return { intent, snapshot, durable: true }
  }
  if (refusal) throw fromRefusal(refusal, provider.id)
  if (state === 'not_purchased') {
    throw new ProviderUnavailableError('the answer was lost, and nothing was bought', {
      provider: provider.id,
      operation,
      rejected: true,
      hint: 'Buying again is safe; where an idempotency key was given, use a new one.',
    })
  }
  throw new PurchaseNotSentError('this purchase was never sent', { provider: provider.id, operation })
}

/** The number is ours and on its way back. */
export function tooDear(provider: string, { snapshot, maxPrice, activationId }: Intent): PriceCapError {
  const price = snapshot?.price ?? null
  const charged = price ? formatMoney(price) : 'more'
  return new PriceCapError(`${charged} was charged, the cap is ${maxPrice}`, {
    provider,
    operation,
    activationId,
    hint: 'The number is given back as soon as the provider allows it.',
  })
}
