import { type ErrorContext, OneSmsError } from './base.ts'

/** Too many requests. */
export class RateLimitError extends OneSmsError {
  readonly code = 'rate_limit'
  readonly retryable = true
  /** Milliseconds to wait, as the provider asked; `null` when it did not say. */
  readonly retryAfter: number | null

  constructor(fact: string, context: ErrorContext & { readonly retryAfter?: number | null } = {}) {
    super(fact, context)
    this.retryAfter = context.retryAfter ?? null
  }
}

/** The provider could not be reached, timed out, or answered that it is broken. */
export class ProviderUnavailableError extends OneSmsError {
  readonly code = 'provider_unavailable'
  readonly retryable = true
  /** HTTP status, where there was an answer. */
  readonly status: number | null

  constructor(fact: string, context: ErrorContext & { readonly status?: number | null } = {}) {
    super(fact, context)
    this.status = context.status ?? null
  }
}

/** Why an answer was not understood. */
export type UnexpectedResponseReason =
  | 'empty'
  | 'suspicious_empty'
  | 'html'
  | 'malformed'
  | 'redirect'
  | 'too_large'
  | 'shape'
  | 'unknown_word'
  /** It tells an SMS that is older than the number: of who had the phone before. */
  | 'outdated_message'

const PASSING: ReadonlySet<UnexpectedResponseReason> = new Set(['empty', 'suspicious_empty', 'html', 'malformed'])

/** The provider answered something that is not in its protocol. */
export class UnexpectedResponseError extends OneSmsError {
  readonly code = 'unexpected_response'
  readonly retryable: boolean
  readonly reason: UnexpectedResponseReason
  readonly status: number | null
  /** At most 200 characters of the answer, with the key removed. */
  readonly excerpt: string | null
  /** The id that a half-readable answer to a purchase named: proof of which activation is ours. */
  readonly activationId: string | null

  constructor(
    fact: string,
    context: ErrorContext & {
      readonly reason: UnexpectedResponseReason
      readonly status?: number | null
      readonly excerpt?: string | null
      readonly activationId?: string | null
    },
  ) {
    super(fact, context)
    this.reason = context.reason
    this.status = context.status ?? null
    this.excerpt = context.excerpt ?? null
    this.activationId = context.activationId ?? null
    // A page from the edge, a cut body and an empty one pass; a wrong shape stays wrong.
    this.retryable = PASSING.has(context.reason)
  }
}
