import { ProviderUnavailableError } from '../errors/transport.ts'
import { createExchange, type Exchange, type FetchLike } from './exchange.ts'
import { isBeforeConnection, networkCode } from './network-code.ts'
import { notSent } from './not-sent.ts'

/**
 * Sends a purchase by `fetch`, where there are no sockets or the user has a `fetch` of their own. It is weaker: nobody can
 * tell it to use a fresh connection, to give up connecting sooner than waiting, or which address a name may have. What the
 * code of a failure proves is taken from it; all else is unknown.
 */
export function createFetchPurchase(provider: string, fetch: FetchLike = globalThis.fetch): Exchange {
  return async (url, { signal, ...rules }) => {
    const context = { provider, operation: rules.operation }
    if (signal?.aborted) throw notSent('it was aborted', context)
    let failure = ''
    const noted: FetchLike = (address, init) =>
      // Bun sends a GET again when a connection it kept is reset, unless it is told to keep none.
      fetch(address, { ...init, keepalive: false }).catch((error: unknown) => {
        failure = networkCode(error)
        throw error
      })
    try {
      return await createExchange(provider, noted)(url, rules)
    } catch (error) {
      if (error instanceof ProviderUnavailableError && isBeforeConnection(failure))
        throw notSent(failure, context, error)
      throw error
    }
  }
}
