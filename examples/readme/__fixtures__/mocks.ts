import type { ClientOptions, Provider } from '@onesms/sdk'
import { vi } from 'vitest'
import { clock, five, hero } from './stage.ts'

// The snippets stand as a reader copies them. Only who answers, and what time it is, is not what it is for the reader.
vi.mock('@onesms/sdk', async importOriginal => {
  const original = await importOriginal<typeof import('@onesms/sdk')>()
  const createClient = <const P extends Provider>(options: ClientOptions<P>) =>
    original.createClient({ clock, store: original.createMemoryStore({ clock }), ...options })
  const failover: typeof original.failover = (members, options) => original.failover(members, { clock, ...options })
  return { ...original, createClient, failover }
})
vi.mock('@onesms/sdk/providers/hero-sms', async importOriginal => {
  const { heroSms } = await importOriginal<typeof import('@onesms/sdk/providers/hero-sms')>()
  const { apiKey, fetch } = hero
  return { heroSms: () => heroSms({ apiKey, fetch, requestsPerSecond: 10_000 }) }
})
vi.mock('@onesms/sdk/providers/five-sim', async importOriginal => {
  const { fiveSim } = await importOriginal<typeof import('@onesms/sdk/providers/five-sim')>()
  const { apiKey, fetch } = five
  return { fiveSim: () => fiveSim({ apiKey, fetch, requestsPerSecond: 10_000 }) }
})
