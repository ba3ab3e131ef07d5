import { type ErrorContext, OneSmsError } from './base.ts'

/** Nobody knows this id. */
export class NotFoundError extends OneSmsError {
  readonly code = 'not_found'
  readonly retryable = false
}

/** An activation does not allow this where it stands; look at it again. */
export class InvalidTransitionError extends OneSmsError {
  readonly code = 'invalid_transition'
  readonly retryable = false
}

/** The provider does not take a number back so soon after the purchase. */
export class TooEarlyToCancelError extends OneSmsError {
  readonly code = 'too_early_to_cancel'
  readonly retryable = false
  /** When it will, at the latest; `null` when the provider does not say. */
  readonly cancellableAt: Date | null
  /** Milliseconds that a number must be old, where the provider says that instead; `null` otherwise. */
  readonly minimumAge: number | null

  constructor(
    fact: string,
    context: ErrorContext & { readonly cancellableAt?: Date | null; readonly minimumAge?: number | null } = {},
  ) {
    super(fact, context)
    this.cancellableAt = context.cancellableAt ?? null
    this.minimumAge = context.minimumAge ?? null
  }
}

/** No SMS came within the `timeout` of a wait. The number is still ours; go on waiting, or cancel it. */
export class WaitTimeoutError extends OneSmsError {
  readonly code = 'wait_timeout'
  readonly retryable = false
}
