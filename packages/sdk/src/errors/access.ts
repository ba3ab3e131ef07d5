import { type ErrorContext, OneSmsError } from './base.ts'

/** An option, environment variable or combination of them is wrong. Nothing was sent. */
export class ConfigurationError extends OneSmsError {
  readonly code = 'configuration'
  readonly retryable = false
}

/** The provider refused the key. */
export class AuthenticationError extends OneSmsError {
  readonly code = 'authentication'
  readonly retryable = false
}

/** The account is banned or inactive at the provider. */
export class AccountBlockedError extends OneSmsError {
  readonly code = 'account_blocked'
  readonly retryable = false
  /** When the ban ends; `null` when the provider does not say. */
  readonly until: Date | null

  constructor(fact: string, context: ErrorContext & { readonly until?: Date | null } = {}) {
    super(fact, context)
    this.until = context.until ?? null
  }
}

/** The balance does not cover what was asked. */
export class InsufficientBalanceError extends OneSmsError {
  readonly code = 'insufficient_balance'
  readonly retryable = false
}

/** The provider cannot do this at all. */
export class CapabilityError extends OneSmsError {
  readonly code = 'capability'
  readonly retryable = false
}
