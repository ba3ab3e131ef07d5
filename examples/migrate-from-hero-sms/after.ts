import {
  type AccountMode,
  type Activation,
  type Clock,
  createClient,
  type IntentStore,
  PurchaseUnknownError,
} from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'

/** Where to buy; `clock` is there for tests. */
export interface Shop {
  readonly apiKey: string
  readonly baseUrl: string
  readonly clock: Clock
  /** That of `openFileStore(path)` of `@onesms/sdk/file-store`, since a process may die. */
  readonly store: IntentStore
  /**
   * `exclusive` only once nobody else buys on the account, the old client included: a purchase that was lost is ours then where
   * it is found, and whatever else the store does not know is given back. Until then `shared`.
   */
  readonly accountMode: AccountMode
}

/** By @onesms/sdk. */
export async function after({ apiKey, baseUrl, clock, store, accountMode }: Shop): Promise<string> {
  await using client = createClient({ provider: heroSms({ apiKey, baseUrl }), clock, store, accountMode })
  await using activation = await client.activations
    .buy({ service: 'telegram', country: 'GB', maxPrice: '0.50' })
    .catch(found)
  const code = await activation.waitForCode({ timeout: 300_000 })
  await activation.complete()
  return code
}

/** The number of a purchase whose answer was lost. It is looked for on the provider's list; nothing is bought again. */
async function found(error: unknown): Promise<Activation> {
  if (!(error instanceof PurchaseUnknownError)) throw error
  const activation = await error.reconcile()
  if (activation === null) throw new Error('nothing was bought', { cause: error })
  return activation
}
