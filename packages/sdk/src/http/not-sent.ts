import type { OneSmsError } from '../errors/base.ts'
import { PurchaseNotSentError } from '../errors/purchase.ts'
import type { FaultContext } from './answer-faults.ts'

/** Nothing left this machine. */
export function notSent(why: string, context: FaultContext, cause?: OneSmsError): PurchaseNotSentError {
  const { provider } = context
  return new PurchaseNotSentError(`the purchase was not sent to ${provider}: ${why}`, {
    ...context,
    ...(cause && { cause }),
  })
}
