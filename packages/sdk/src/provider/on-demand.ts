import { ConfigurationError } from '../errors/access.ts'
import { PurchaseNotSentError } from '../errors/purchase.ts'

/** Loads a part of a provider with its first use, once; where that fails, the next use tries again. */
export function onDemand<T>(provider: string, does: string, create: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined
  return () => {
    loading ??= create().catch(() => {
      loading = undefined
      const hint = 'Nothing was sent. Deploy every file of the bundle, and try again.'
      throw new ConfigurationError(`the part that ${does} of ${provider} could not be loaded`, {
        provider,
        operation: 'configure',
        hint,
      })
    })
    return loading
  }
}

/** A purchase whose code could not be loaded was not sent. */
export const notSent =
  (provider: string, operation: string) =>
  (cause: ConfigurationError): never => {
    throw new PurchaseNotSentError(cause.message, { provider, operation, cause })
  }
