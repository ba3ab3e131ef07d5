import { OneSmsError } from '../errors/base.ts'
import { PurchaseNotSentError } from '../errors/purchase.ts'

/** Prepares a purchase: what fails here left nothing on its way. */
export function beforeSending<T>(prepare: () => T, provider: string, operation: string): T {
  try {
    return prepare()
  } catch (error) {
    const cause = OneSmsError.is(error) ? { cause: error } : {}
    const context = { provider, operation, ...cause }
    throw new PurchaseNotSentError('the purchase was not sent: it names what cannot be bought', context)
  }
}
