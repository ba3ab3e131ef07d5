import { createClient, createMemoryStore, PurchaseUnknownError } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator, type HandlerApiEmulator, serve } from '@onesms/sdk/testing'

/** What one way of buying has cost, by the provider's own books. */
export interface Bill {
  readonly bought: number
  readonly charged: string
  /** The numbers the buyer knows of in the end. */
  readonly known: number
}

const ORDER = { service: 'tg', country: '187', maxPrice: '5' }

/** A provider that takes the order, charges, and is cut off before its answer arrives: three times in a row. */
async function withLostAnswers(buy: (emulator: HandlerApiEmulator, url: string) => Promise<number>): Promise<Bill> {
  const emulator = createHandlerApiEmulator({ size: { services: 5, countries: 195 }, autoSms: false })
  emulator.faults.inject({ kind: 'commit-then-cut', times: 3 })
  const server = await serve(emulator)
  try {
    const before = Number(emulator.ledger.balance)
    const known = await buy(emulator, `${server.url}/stubs/handler_api.php`)
    const bought = emulator.ledger.activations().length
    return { bought, charged: (before - Number(emulator.ledger.balance)).toFixed(4), known }
  } finally {
    await server.close()
  }
}

/** What is written in a minute: three attempts, since networks fail. */
export const plainLoop = () =>
  withLostAnswers(async ({ apiKey }, url) => {
    const query = new URLSearchParams({ api_key: apiKey, action: 'getNumberV2', ...ORDER })
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      try {
        const response = await fetch(`${url}?${query}`)
        await response.json()
        return 1
      } catch {
        // A connection error: try again.
      }
    }
    return 0
  })

/** The same order through the client: one request, and the number is found on the provider's list. */
export const client = () =>
  withLostAnswers(async ({ apiKey }, baseUrl) => {
    await using onesms = createClient({
      provider: heroSms({ apiKey, baseUrl }),
      store: createMemoryStore(),
      accountMode: 'exclusive',
    })
    try {
      await onesms.activations.buy({ service: 'telegram', country: 'US', maxPrice: '5' })
      return 1
    } catch (error) {
      if (!(error instanceof PurchaseUnknownError)) throw error
      return (await error.reconcile()) ? 1 : 0
    }
  })
