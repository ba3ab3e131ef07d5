import { type Activation, type Clock, createClient, createMemoryStore, PurchaseUnknownError } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'

/** Where to buy; `clock` is there for tests. */
export interface Shop {
  readonly apiKey: string
  readonly baseUrl: string
  readonly clock: Clock
}

/** By @onesms/sdk. In a process that may die, the store is `openFileStore(path)` of `@onesms/sdk/file-store`. */
export async function after({ apiKey, baseUrl, clock }: Shop): Promise<string> {
  await using client = createClient({
    provider: heroSms({ apiKey, baseUrl }),
    clock,
    store: createMemoryStore({ clock }),
    accountMode: 'exclusive', // nobody else buys on this account, so that a purchase that was lost is ours where it is found
  })
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
