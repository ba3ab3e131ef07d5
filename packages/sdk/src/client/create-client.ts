import type { Money } from '../money/money.ts'
import type { CallOptions } from '../provider/call-options.ts'
import type { Provider } from '../provider/provider.ts'
import { type CatalogResource, createCatalogResource } from './catalog.ts'

export interface ClientOptions<P extends Provider> {
  readonly provider: P
}

export interface AccountResource {
  /** The spendable balance. Costs nothing. */
  balance(call?: CallOptions): Promise<Money>
}

/** One typed client over a provider. */
export interface Client<P extends Provider = Provider> {
  readonly provider: P
  readonly account: AccountResource
  readonly catalog: CatalogResource
}

/**
 * Creates a client.
 *
 * @example
 * ```ts
 * const client = createClient({ provider: heroSms() })
 * const { amount, currency } = await client.account.balance()
 * ```
 */
export function createClient<const P extends Provider>({ provider }: ClientOptions<P>): Client<P> {
  return {
    provider,
    account: { balance: (call = {}) => provider.account.balance(call) },
    catalog: createCatalogResource(provider),
  }
}
