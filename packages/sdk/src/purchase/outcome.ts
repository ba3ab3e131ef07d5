import { OneSmsError } from '../errors/base.ts'
import type { ErrorCode } from '../errors/codes.ts'
import type { UnexpectedResponseError } from '../errors/transport.ts'
import { compareMoney, type Money } from '../money/money.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { IntentFlag } from './intent.ts'

/** What the answer to a purchase, or its absence, comes to. */
export type Outcome =
  | { readonly kind: 'confirmed'; readonly snapshot: NumberSnapshot }
  | { readonly kind: 'rejected'; readonly error: OneSmsError }
  | { readonly kind: 'not_sent'; readonly error: OneSmsError }
  | UnknownOutcome

/** Nobody can tell. */
export interface UnknownOutcome {
  readonly kind: 'unknown'
  readonly doubt: string
  /** The number that was named all the same. */
  readonly hint: string | null
  /** The provider that the doubt is about, where that is told. */
  readonly asked: string | null
}

/** A number needs an id and a phone to be one. */
export function outcomeOfAnswer(snapshot: NumberSnapshot): Outcome {
  const { id, phone } = (snapshot ?? {}) as Partial<NumberSnapshot>
  if (id && phone) return { kind: 'confirmed', snapshot }
  return { kind: 'unknown', doubt: 'the answer names no number', hint: id || null, asked: null }
}

/**
 * It never came to be a purchase, so that it may be sent again, under the same key too: a ledger behind the provider held it
 * back, or whoever asked was not let in. A token that has expired is no word on what was asked for under the key.
 */
const NOT_TAKEN_UP: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['purchase_held', 'authentication'])

/** Only an error that says so proves that nothing was bought. `provider` is who was asked. */
export function outcomeOfError(error: unknown, provider: string): Outcome {
  if (!OneSmsError.is(error)) return unknown('the provider failed in a way of its own')
  if (error.code === 'purchase_not_sent') return { kind: 'not_sent', error }
  if (error.rejected && NOT_TAKEN_UP.has(error.code)) return { kind: 'not_sent', error }
  if (error.rejected) return { kind: 'rejected', error }
  const nativeId = error.code === 'unexpected_response' ? (error as UnexpectedResponseError).activationId : null
  return {
    kind: 'unknown',
    doubt: error.message.split('\n', 1)[0] ?? error.code,
    hint: nativeId && `${error.provider ?? provider}:${nativeId}`,
    asked: error.provider,
  }
}

export function unknown(doubt: string): UnknownOutcome {
  return { kind: 'unknown', doubt, hint: null, asked: null }
}

/** What is to be said of a price. One in another currency than the account's cannot be held against the cap. */
export function priceFlags(price: Money | null, maxPrice: string | null, currency: string): readonly IntentFlag[] {
  if (price === null || price.currency !== currency) return ['price_untold']
  const isAbove = maxPrice !== null && compareMoney(price, { amount: maxPrice, currency }) > 0
  return isAbove ? ['price_exceeded'] : []
}
