import {
  type AccountMode,
  type Client,
  type Clock,
  ConfigurationError,
  createClient,
  type IntentStore,
  type Provider,
  type RentalsResource,
} from '@onesms/sdk'
import { doubleSeller } from '../purchase/sellers.ts'

/** An account at a provider, and the client that buys with it. */
export interface Account {
  readonly id: string
  readonly provider: Provider
  readonly client: Client
}

/** The accounts of a daemon, by the id of their provider. */
export type Accounts = ReadonlyMap<string, Account>

export interface AccountsOptions {
  readonly providers: readonly Provider[]
  /** Where purchases are written down; what is open there is taken up at once. */
  readonly store: IntentStore
  /** Who else buys with the keys. Default: `shared`. */
  readonly mode?: AccountMode
  /** Default: the time of this machine. */
  readonly clock?: Clock
}

/**
 * Opens a client over each provider, all with one ledger.
 * @throws {@link ConfigurationError} where one of them sells at two of the accounts.
 */
export function openAccounts({ providers, store, mode = 'shared', clock }: AccountsOptions): Accounts {
  const seller = doubleSeller(providers)
  if (seller !== null) throw new ConfigurationError(`${seller} sells at two accounts of this daemon`)
  return new Map(
    providers.map(provider => {
      const client = createClient({ provider, store, accountMode: mode, ...(clock && { clock }) }) as Client
      return [provider.id, { id: provider.id, provider, client }]
    }),
  )
}

/** Renting with an account; it says so itself where the provider rents no numbers. */
export function rentalsOf({ client }: Pick<Account, 'client'>): RentalsResource {
  return (client as Client & { readonly rentals: RentalsResource }).rentals
}
