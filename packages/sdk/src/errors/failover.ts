import { type ErrorContext, OneSmsError } from './base.ts'

/** One provider that was asked, and what it refused with. */
export interface FailoverAttempt {
  readonly provider: string
  readonly error: OneSmsError
}

/** Every provider has refused; nothing was bought. */
export class FailoverError extends OneSmsError {
  readonly code = 'failover_exhausted'
  readonly retryable = false
  /** In the order in which they were asked; empty when the refusal is told again after a restart. */
  readonly attempts: readonly FailoverAttempt[]

  constructor(fact: string, context: ErrorContext & { readonly attempts?: readonly FailoverAttempt[] } = {}) {
    super(fact, context)
    this.attempts = context.attempts ?? []
  }
}
