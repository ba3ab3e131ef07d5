import { createClient, type ObservedMessage, type Provider } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator, FakeClock } from '@onesms/sdk/testing'
import { expect, it } from 'vitest'
import { countOutdated } from './count-outdated.ts'
import { createMetrics } from './metrics.ts'

const DAY = 86_400_000

it('T34 E16 an SMS of who had the number before is told to nobody, and counted once', async () => {
  const clock = new FakeClock(Date.now())
  const { apiKey, fetch, sms, catalog } = createHandlerApiEmulator({
    clock,
    autoSms: false,
    magicServices: true,
    size: { services: 3, countries: 2 },
  })
  const real = heroSms({ apiKey, fetch })
  const old: ObservedMessage = {
    id: null,
    text: 'Your code is 1111',
    code: '1111',
    sender: null,
    channel: 'sms',
    receivedAt: new Date(clock.now() - DAY),
  }
  const provider: Provider = {
    ...real,
    activations: {
      ...real.activations,
      fetch: async (id, call) => {
        const told = await real.activations.fetch(id, call)
        return { ...told, messages: [old, ...(told.messages ?? [])] }
      },
    },
  }
  const client = createClient({ provider, clock })
  const metrics = createMetrics()
  countOutdated(metrics, { id: 'hero-sms', provider, client })
  const activation = await client.activations.buy({
    service: { nativeId: 'mute' },
    country: { nativeId: String(catalog.countries[0]?.id) },
  })
  await activation.refresh()
  expect(activation.snapshot.messages).toEqual([])
  sms(activation.id, { text: 'Your code is 2222' })
  await activation.refresh()
  expect(activation.snapshot.messages.map(({ code }) => code)).toEqual(['2222'])
  expect((await metrics.smsOutdated.get()).values).toMatchObject([{ labels: { account: 'hero-sms' }, value: 1 }])
})
