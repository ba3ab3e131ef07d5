import { createClient } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator, FakeClock } from '@onesms/sdk/testing'
import { expect, it } from 'vitest'
import { until } from '../testing/until.ts'
import { countLooks } from './count-looks.ts'
import { createMetrics } from './metrics.ts'

it('P36 each look for an unknown purchase is counted, by whether it is evidence', async () => {
  const clock = new FakeClock(Date.now())
  const { apiKey, fetch, faults, catalog } = createHandlerApiEmulator({
    clock,
    autoSms: false,
    magicServices: true,
    size: { services: 3, countries: 2 },
  })
  const provider = heroSms({ apiKey, fetch })
  const client = createClient({ provider, clock })
  const metrics = createMetrics()
  countLooks(metrics, { id: 'hero-sms', provider, client })
  const looks = async () =>
    Object.fromEntries((await metrics.purchaseLooks.get()).values.map(({ labels, value }) => [labels.valid, value]))
  const request = { service: { nativeId: 'mute' }, country: { nativeId: String(catalog.countries[0]?.id) } }
  await client.activations.buy(request)
  await clock.advance(30_000) // by now a list has to show it
  faults.inject({ kind: 'server-error', action: 'getNumberV2', times: 1 })
  await expect(client.activations.buy(request)).rejects.toMatchObject({ code: 'purchase_unknown' })
  expect(await looks()).toEqual({})
  await clock.advance(5_000)
  await until('a look', async () => (await looks()).true === 1)
  faults.inject({ kind: 'list-empty' })
  await clock.advance(5_000)
  await until('a look that shows too little', async () => (await looks()).false === 1)
  expect(await looks()).toEqual({ true: 1, false: 1 })
  await client.close()
})
