import type { Exchange, FetchLike } from './exchange.ts'
import { createFetchPurchase } from './fetch-purchase.ts'
import { nodeBuiltins } from './node-builtins.ts'
import { createNodePurchase } from './node-purchase.ts'

/** The road of purchases: one attempt, over a connection of its own wherever that can be had. */
export function createMoneyTransport(provider: string, fetch: FetchLike | undefined): Exchange {
  const node = fetch ? null : nodeBuiltins()
  return node ? createNodePurchase(provider, node) : createFetchPurchase(provider, fetch)
}
