import { ConfigurationError } from '../errors/access.ts'
import { OneSmsError } from '../errors/base.ts'
import { type FailoverAttempt, FailoverError } from '../errors/failover.ts'
import { PurchaseNotSentError } from '../errors/purchase.ts'

/** Whether the one asked had been sent the purchase when the error arose. */
export type Stage = 'before' | 'sent'

/**
 * What an error of one provider means for the next. `next`: it is proven that nothing was bought, so another may be asked.
 * `stop`: nothing was bought, and no other provider mends it. `unknown`: nobody can tell, so nobody else is asked.
 */
export type Move = 'next' | 'stop' | 'unknown'

export function moveOn(error: unknown, stage: Stage): Move {
  if (!OneSmsError.is(error)) return stage === 'before' ? 'stop' : 'unknown'
  const isProven = stage === 'before' || error.rejected || error.code === 'purchase_not_sent'
  if (!isProven) return 'unknown'
  return error.code === 'configuration' ? 'stop' : 'next'
}

/** The error for a purchase that every provider has refused, or that was sent to none of them. */
export function exhausted(
  provider: string,
  operation: string,
  attempts: readonly FailoverAttempt[],
): FailoverError | PurchaseNotSentError {
  const told = attempts.map(attempt => `${attempt.provider} (${attempt.error.code})`).join(', ')
  const context = { provider, operation }
  if (attempts.every(({ error }) => error.code === 'purchase_not_sent')) {
    const cause = attempts[0] ? { cause: attempts[0].error } : {}
    return new PurchaseNotSentError(`the purchase was sent to nobody: ${told}`, { ...context, ...cause })
  }
  return new FailoverError(`every provider refused: ${told}`, { ...context, rejected: true, attempts })
}

/** A failure before anything was sent, as the proof that nothing was. */
export function stopped(provider: string, operation: string, error: unknown): OneSmsError {
  if (!OneSmsError.is(error)) {
    return new PurchaseNotSentError('the purchase was not sent: it could not be prepared', { provider, operation })
  }
  if (error.rejected || error.code === 'purchase_not_sent') return error
  const context = { provider, operation, cause: error, rejected: true }
  if (error.code === 'configuration') return new ConfigurationError(error.message, context)
  return new PurchaseNotSentError(`the purchase was not sent: ${error.message}`, context)
}
