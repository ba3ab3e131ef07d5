import type { ErrorCode } from './codes.ts'

const BRAND = Symbol.for('onesms.error')

/** What an error knows about where it arose. */
export interface ErrorContext {
  /** Id of the provider, for example `hero-sms`; `null` when no provider was involved. */
  readonly provider?: string | null
  /** The operation that failed, for example `catalog.offers`. */
  readonly operation?: string | null
  /** What to do about it, one line. */
  readonly hint?: string | null
  /** The provider's whole answer to a purchase was a word of its closed list of refusals: nothing was bought. */
  readonly rejected?: boolean
  /** An error of our own; foreign errors may carry the key and are never attached. */
  readonly cause?: OneSmsError
}

/**
 * The base of every error this library throws on purpose.
 *
 * Recognise one with `instanceof`, with {@link OneSmsError.is} (which survives two copies of the package in one
 * process) or by `code`. Messages, fields and causes never contain the provider's key.
 */
export abstract class OneSmsError extends Error {
  abstract readonly code: ErrorCode
  /** Whether repeating the same read later can succeed. Says nothing about purchases. */
  abstract readonly retryable: boolean
  readonly provider: string | null
  readonly operation: string | null
  readonly hint: string | null
  /** Whether this is proof that a purchase was refused and nothing was charged. `false` proves nothing. */
  readonly rejected: boolean
  /** An error of our own that led to this one; absent when there is none. */
  declare readonly cause?: OneSmsError

  constructor(fact: string, context: ErrorContext = {}) {
    super(context.hint ? `${fact}\n${context.hint}` : fact)
    this.provider = context.provider ?? null
    this.operation = context.operation ?? null
    this.hint = context.hint ?? null
    this.rejected = context.rejected ?? false
    if (context.cause) this.cause = context.cause
    Object.defineProperty(this, BRAND, { value: true })
    this.name = new.target.name
  }

  /** Where the documentation explains this error. */
  get docsUrl(): string {
    return 'https://www.npmjs.com/package/@onesms/sdk#errors'
  }

  /** Whether `value` is one of our errors, also when thrown by another copy of this package. */
  static is(value: unknown): value is OneSmsError {
    return typeof value === 'object' && value !== null && BRAND in value
  }

  /** A plain object for logs: the fields of the error and its causes, no stack. */
  toJSON(): Record<string, unknown> {
    const { name, message, code, retryable, provider, operation, cause, hint: _, ...facts } = this
    return {
      name,
      code,
      message,
      provider,
      operation,
      retryable,
      ...facts,
      docsUrl: this.docsUrl,
      ...(cause && { cause: cause.toJSON() }),
    }
  }
}
