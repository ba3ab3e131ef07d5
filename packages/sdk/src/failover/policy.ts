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

/** A failure of ours before anything was sent, marked as the proof that it is. */
export function stopped(provider: string, operation: string, error: unknown): OneSmsError {
  const context = { provider, operation, ...(OneSmsError.is(error) && { cause: error }) }
  if (OneSmsError.is(error) && error.code === 'configuration') {
    return new ConfigurationError(error.message, { ...context, rejected: true })
  }
  return new PurchaseNotSentError('the purchase was not sent: it could not be prepared', context)
}
