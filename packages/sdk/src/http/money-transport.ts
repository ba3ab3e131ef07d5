import type { Exchange, FetchLike } from './exchange.ts'
import { createFetchPurchase } from './fetch-purchase.ts'
import { nodeBuiltins } from './node-builtins.ts'
import { notSent } from './not-sent.ts'

/**
 * The road of purchases: one attempt, over a connection of its own wherever that can be had. What that takes is loaded with
 * the first purchase, so that a page never carries it.
 */
export function createMoneyTransport(provider: string, fetch: FetchLike | undefined): Exchange {
  const node = fetch ? null : nodeBuiltins()
  if (!node) return createFetchPurchase(provider, fetch)
  return async (url, rules) => {
    const module = await import('./node-purchase.ts').catch(() => {
      throw notSent('its transport could not be loaded', { provider, operation: rules.operation })
    })
    return module.createNodePurchase(provider, node)(url, rules)
  }
}
