import { createClient, OneSmsError } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createIntentStore } from '../db/store/intents.ts'
import { createApp } from '../http/app.ts'
import { openStage, type Stage } from '../testing/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

/** A provider of one's own, for whom nobody has looked at the host yet; its repetitions wait for nobody. */
const providerOf = (fetch: typeof globalThis.fetch) =>
  heroSms({
    apiKey: stage.emulator.apiKey,
    baseUrl: 'http://localhost/stubs/handler_api.php',
    requestsPerSecond: 10_000,
    fetch: (url, init) => fetch(url, init),
  })

describe('D48 a provider that is dead for days', () => {
  it('leaves the catalog as it was: old, and not deleted', { timeout: 60_000 }, async () => {
    expect(await stage.sync()).toMatchObject({ status: 'succeeded' })
    const before = await stage.hash()
    const { sql } = stage.database
    const dead = providerOf(() =>
      Promise.reject(Object.assign(new TypeError('fetch failed'), { code: 'ECONNREFUSED' })),
    )
    for (let day = 1; day <= 5; day += 1) {
      await sql`update onesms.catalogs set observed_at = observed_at - interval '1 day'`
      for (let run = 0; run < 2; run += 1) {
        const result = await stage.sync('services', { provider: dead })
        expect(result).toMatchObject({ status: 'failed', reason: expect.stringContaining('provider_unavailable') })
      }
    }
    expect(await stage.hash()).toBe(before)
    expect(await sql`select count(*) as gone from onesms.offers where not available`).toEqual([{ gone: 0 }])
    const { fetch } = createApp({
      database: stage.database,
      providers: [dead],
      isReady: () => true,
      onError: () => {},
      triggerSync: async () => ({ provider: dead.id, id: 1, state: 'running' }),
    })
    const answer = await (await fetch(new Request('http://localhost/v1/services'))).json()
    expect((answer as { data: unknown[] }).data).toHaveLength(stage.emulator.catalog.totals().services)
    expect(Date.now() - Date.parse((answer as { as_of: string }).as_of)).toBeGreaterThan(4.9 * 86_400_000)

    expect(await stage.sync()).toMatchObject({ status: 'succeeded' }) // it is back
    expect(await stage.hash()).toBe(before)
  })

  it('is asked once in a while, and sells nothing: that is known at once, and no purchase is in doubt', async () => {
    let requests = 0
    const dead = providerOf(() => {
      requests += 1
      return Promise.reject(Object.assign(new TypeError('fetch failed'), { code: 'ECONNREFUSED' }))
    })
    while (requests < 10) await dead.account.balance({}).catch(() => {})
    const opened = requests
    const client = createClient({ provider: dead, store: createIntentStore(stage.database) })
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const error = await client.activations
        .buy({ service: { nativeId: 'tg' }, country: { nativeId: '16' } }, { idempotencyKey: `k${attempt}` })
        .catch(thrown => thrown)
      expect(OneSmsError.is(error) && error.code).toBe('purchase_not_sent')
    }
    await dead.account.balance({}).catch(() => {})
    expect(requests).toBe(opened)
    expect(await stage.database.sql`select distinct state from onesms.purchase_intents`).toEqual([
      { state: 'not_sent' },
    ])
  })
})
