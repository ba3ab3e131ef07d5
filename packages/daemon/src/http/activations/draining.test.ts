import type { Provider } from '@onesms/sdk'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startDaemon } from '../../daemon.ts'
import { NO_LIMITS } from '../../purchase/policy.ts'
import { until } from '../../testing/until.ts'
import { knownToken, tokenOf } from '../testing/guarded-app.ts'
import { type Mall, openMall } from './__fixtures__/shop.ts'

let mall: Mall
beforeAll(async () => {
  mall = await openMall()
})
afterAll(() => mall?.close())

const budget = new Map([['USD', '100']])
const start = (provider: Provider) =>
  startDaemon({
    database: mall.database.connect(),
    providers: [provider],
    sync: {
      services: '*/5 * * * *',
      countries: '0 * * * *',
      balances: '*/10 * * * *',
      invariants: '35 * * * *',
      prune: '20 * * * *',
    },
    purchase: {
      enabled: true,
      accountMode: 'shared',
      services: 'any',
      countries: 'any',
      maxPrice: budget,
      rentals: null,
      limits: { subject: NO_LIMITS, total: { ...NO_LIMITS, spendPerDay: budget } },
    },
    http: { port: 0, tokens: [knownToken('ann', ['purchase'])] },
    onError: () => {}, // what a stop interrupts
  })
const buy = (url: string, key: string) =>
  fetch(`${url}/v1/activations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokenOf('ann')}`, 'idempotency-key': key, 'content-type': 'application/json' },
    body: JSON.stringify({ service: 'hero-sms:mute', country: `hero-sms:${mall.country}` }),
  })

it('D38 a daemon that is stopped during a purchase records and answers it, and takes no other', async () => {
  let isSent = false
  let release = () => {}
  const released = new Promise<void>(resolve => {
    release = resolve
  })
  const provider = mall.provider()
  const { activations } = provider
  const purchase: typeof activations.purchase = async (...args) => {
    isSent = true
    await released
    return activations.purchase(...args)
  }
  const daemon = await start({ ...provider, activations: { ...activations, purchase } })
  const asked = buy(daemon.url, 'k')
  await until('the purchase', () => isSent)
  const stopped = daemon.stop()
  await expect(buy(daemon.url, 'other')).rejects.toThrow('fetch failed') // nobody listens any more
  release()
  const answer = await asked
  const number = (await answer.json()) as { readonly id: string }
  await stopped
  const [sold] = mall.emulator.ledger.activations()
  expect([answer.status, number.id]).toEqual([201, `hero-sms:${sold?.id}`])
  const [row] = await mall.database.sql`select state from onesms.purchase_intents`
  expect(row).toEqual({ state: 'confirmed' })

  const next = await start(mall.provider())
  const again = await buy(next.url, 'k')
  expect([again.status, await again.json()]).toMatchObject([201, { id: number.id }])
  await next.stop()
  expect(mall.wire()).toBe(1)
})
