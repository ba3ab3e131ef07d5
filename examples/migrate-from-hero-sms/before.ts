import { HeroSMSClient } from 'hero-sms'

/** Where to buy, and how to wait. */
export interface Shop {
  readonly apiKey: string
  readonly baseUrl: string
  readonly pause: (ms: number) => Promise<void>
}

/** By the package hero-sms: a number, a loop of looks, an end. */
export async function before({ apiKey, baseUrl, pause }: Shop): Promise<string> {
  const client = new HeroSMSClient({ apiKey, baseUrl })
  const { activationId } = await client.getNumber({ service: 'tg', country: 16, maxPrice: 0.5 })
  for (let look = 0; look < 60; look += 1) {
    const { status, code } = await client.getStatus(activationId)
    if (status === 'STATUS_OK' && code) {
      await client.complete(activationId)
      return code
    }
    await pause(5_000)
  }
  await client.cancel(activationId)
  throw new Error('no SMS')
}
