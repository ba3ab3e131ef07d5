import type { Money } from '../money/money.ts'
import { type ErrorContext, OneSmsError } from './base.ts'

/** Nothing is for sale at or below the cap, or more than the cap was charged. */
export class PriceCapError extends OneSmsError {
  readonly code = 'price_cap'
  readonly retryable = false
  /** The lowest cap that would have bought something; `null` when untold. */
  readonly lowestPrice: Money | null
  /** The number that was sold above the cap and is on its way back; `null` when nothing was bought. */
  readonly activationId: string | null

  constructor(
    fact: string,
    context: ErrorContext & { readonly lowestPrice?: Money | null; readonly activationId?: string | null } = {},
  ) {
    super(fact, context)
    this.lowestPrice = context.lowestPrice ?? null
    this.activationId = context.activationId ?? null
  }
}

/** The purchase never left this machine: nothing was charged, and buying again is safe. */
export class PurchaseNotSentError extends OneSmsError {
  readonly code = 'purchase_not_sent'
  readonly retryable = false
}

/** An earlier purchase of the same thing has an unknown outcome; nothing was sent. */
export class PurchaseHeldError extends OneSmsError {
  readonly code = 'purchase_held'
  readonly retryable = false
  /** Milliseconds after which it is worth asking again. */
  readonly retryAfter: number
  /** The purchase that holds this one up. */
  readonly intentId: string

  constructor(fact: string, context: ErrorContext & { readonly retryAfter: number; readonly intentId: string }) {
    super(fact, context)
    this.retryAfter = context.retryAfter
    this.intentId = context.intentId
  }
}

/** What may be spent here is spent. Nothing was bought. */
export class LimitReachedError extends OneSmsError {
  readonly code = 'limit_reached'
  readonly retryable = false
  /** Which limit, in the words of whoever holds it; `null` when untold. */
  readonly limit: string | null

  constructor(fact: string, context: ErrorContext & { readonly limit?: string | null } = {}) {
    super(fact, context)
    this.limit = context.limit ?? null
  }
}

/** The same idempotency key was used for something else; nothing was sent. */
export class IdempotencyConflictError extends OneSmsError {
  readonly code = 'idempotency_conflict'
  readonly retryable = false
}

/** The intent could not be written down, so nothing was sent. */
export class IntentStoreError extends OneSmsError {
  readonly code = 'intent_store'
  readonly retryable = false
}
