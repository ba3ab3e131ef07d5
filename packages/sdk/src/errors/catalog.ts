import { type ErrorContext, OneSmsError } from './base.ts'

/** What a reference can name. */
export type ReferenceKind = 'service' | 'country' | 'operator'

/** A service, country or operator that nobody knows under this name. */
export class UnknownReferenceError extends OneSmsError {
  readonly code = 'unknown_reference'
  readonly retryable = false
  readonly kind: ReferenceKind
  /** Near matches, best first; empty when nothing is near. */
  readonly suggestions: readonly string[]

  constructor(
    fact: string,
    context: ErrorContext & { readonly kind: ReferenceKind; readonly suggestions?: readonly string[] },
  ) {
    super(fact, context)
    this.kind = context.kind
    this.suggestions = context.suggestions ?? []
  }
}

/** Nothing to sell under these filters right now. */
export class OutOfStockError extends OneSmsError {
  readonly code = 'out_of_stock'
  readonly retryable = false
}
