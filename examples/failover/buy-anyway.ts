import { createClient, createMemoryStore, failover } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { tigerSms } from '@onesms/sdk/providers/tiger-sms'
import { createHandlerApiEmulator, type HandlerApiEmulator, serve } from '@onesms/sdk/testing'

/** One purchase: who sold, or the code of the error that ended it. */
export interface Step {
  readonly situation: string
  readonly answer: string
  /** From whom to whom it moved on, and why. */
  readonly moved: string
  /** Numbers each provider has sold so far, by its own books. */
  readonly heroSms: number
  readonly tigerSms: number
}

/** Buys one number after the other while the first of two providers sells, refuses, goes dark and answers nonsense. */
export async function buyAnyway(): Promise<readonly Step[]> {
  const size = { services: 5, countries: 195 }
  const hero = createHandlerApiEmulator({ size, autoSms: false })
  const tiger = createHandlerApiEmulator({ dialect: 'tiger-sms', size, autoSms: false })
  const stock = ({ catalog }: HandlerApiEmulator, count: number) =>
    catalog.setOffer('16', 'tg', { price: '0.2', stock: count, flat: true })
  for (const emulator of [hero, tiger]) stock(emulator, 100)
  const heroServer = await serve(hero)
  const tigerServer = await serve(tiger)
  const at = ({ url }: { readonly url: string }) => `${url}/stubs/handler_api.php`

  await using client = createClient({
    provider: failover([
      heroSms({ apiKey: hero.apiKey, baseUrl: at(heroServer) }),
      tigerSms({ apiKey: tiger.apiKey, baseUrl: at(tigerServer) }),
    ]),
    store: createMemoryStore(),
  })
  let moved: string[] = []
  client.on('failover', ({ from, to, error }) => moved.push(`${from} -> ${to}: ${error.code}`))

  const steps: Step[] = []
  const buy = async (situation: string) => {
    moved = []
    const answer = await client.activations.buy({ service: 'telegram', country: 'GB', maxPrice: '0.50' }).then(
      ({ id }) => id.split(':')[0] ?? id,
      (error: { readonly code: string }) => error.code,
    )
    const [heroSold, tigerSold] = [hero, tiger].map(({ ledger }) => ledger.activations().length)
    steps.push({ situation, answer, moved: moved.join(), heroSms: heroSold ?? 0, tigerSms: tigerSold ?? 0 })
  }
  try {
    await buy('both sell')
    stock(hero, 0)
    await buy('hero-sms has no numbers')
    stock(hero, 100)
    await heroServer.close()
    await buy('hero-sms is dark')
    stock(tiger, 0)
    await buy('and tiger-sms has none')
    return steps
  } finally {
    await tigerServer.close()
  }
}
