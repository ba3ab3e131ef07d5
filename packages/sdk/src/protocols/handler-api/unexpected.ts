import { UnexpectedResponseError, type UnexpectedResponseReason } from '../../errors/transport.ts'

/** What errors about an answer need to know of it. */
export interface AnswerContext {
  readonly provider: string
  readonly operation: string
  readonly status: number
  /** When it came, in milliseconds since the Unix epoch. */
  readonly at: number
  /** Milliseconds, from the header. */
  readonly retryAfter: number | null
  /** Redacted, at most 200 characters. */
  readonly excerpt: string
  /** ISO 4217, of every amount in it. */
  readonly currency: string
  /** It is proof that a purchase was refused. */
  readonly rejected?: boolean
}

/** An answer that is not in the protocol; `how` goes on from "it answered getPrices …". */
export function unexpected(
  reason: UnexpectedResponseReason,
  answer: AnswerContext,
  how = `in a way that is not in its protocol (${reason})`,
  activationId: string | null = null,
): UnexpectedResponseError {
  const { provider, operation, status, excerpt } = answer
  const hint = excerpt ? `It said: ${JSON.stringify(excerpt)}` : null
  const context = { provider, operation, reason, status, excerpt, hint, activationId }
  return new UnexpectedResponseError(`${provider} answered ${operation} ${how}`, context)
}

/** The answer was readable, but is not what the action answers. */
export function unexpectedShape(how: string, answer: AnswerContext): UnexpectedResponseError {
  return unexpected('shape', answer, how)
}

/** An empty catalog, where there is always something: it is a fault of the host, not news about the catalog. */
export function suspiciousEmpty(answer: AnswerContext): UnexpectedResponseError {
  return unexpected('suspicious_empty', answer, 'with an empty catalog')
}
