import { ProviderUnavailableError, PurchaseNotSentError } from '@onesms/sdk'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { setPurchaseSwitch } from '../../db/store/purchases/switch.ts'
import { NOTHING } from '../../purchase/policy.ts'
import { absentPool } from '../testing/test-app.ts'
import { brief, inTime, wireOf } from './__fixtures__/asking.ts'
import { type Mall, openMall } from './__fixtures__/shop.ts'

let mall: Mall
beforeAll(async () => {
  mall = await openMall()
})
beforeEach(() => mall.database.clear())
afterAll(() => mall?.close())

describe('what keeps a purchase from being made', () => {
  it('T19 G17 a fresh installation sells nothing', async () => {
    const [reply, wire] = await wireOf(mall, () => mall.open({ policy: NOTHING }).buy('k'))
    expect([...brief(reply), wire]).toEqual([403, 'purchase_disabled', true, 0])
  })

  it('T19 nothing is sold that is on no list, by whatever name it is asked for', async () => {
    const shop = mall.open({ policy: { services: ['telegram'], countries: ['GB'] } })
    const refused = await Promise.all([
      shop.buy('a', { service: 'whatsapp', country: 'GB' }),
      shop.buy('b', { service: 'hero-sms:wa', country: 'GB' }),
      shop.buy('c', { service: 'telegram', country: 'FR' }),
    ])
    expect(refused.map(reply => [...brief(reply), reply.body.field])).toEqual([
      [403, 'not_allowed', true, 'service'],
      [403, 'not_allowed', true, 'service'],
      [403, 'not_allowed', true, 'country'],
    ])
    expect(refused.length).toBe(3)
  })

  it('T19 a provider in whose currency no cap is named sells nothing; rentals need a cap of their own', async () => {
    const shop = mall.open({ policy: { maxPrice: new Map([['EUR', '5']]), rentals: null } })
    expect(brief(await shop.buy('a'))).toEqual([403, 'not_allowed', true])
    const body = { service: 'telegram', country: 'GB', days: 1 }
    expect(brief(await shop.ask('POST', '/v1/rentals', { key: 'b', body }))).toEqual([403, 'not_allowed', true])
  })

  it('T19 a limit is 402, says which and until when, and does not keep the key from buying later', async () => {
    const shop = mall.open({ limits: { subject: { perMinute: 1 } } })
    expect((await shop.buy('a')).status).toBe(201)
    const refused = await shop.buy('b')
    expect(brief(refused)).toEqual([402, 'limit_reached', true])
    expect(refused.body).toMatchObject({ limit: 'subject.perMinute', until: expect.stringMatching(/^\d{4}-.*Z$/) })
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60)
    await mall.database.sql`update onesms.purchase_intents set sent_at = sent_at - interval '61 s'`
    expect((await shop.buy('b')).status).toBe(201)
  })

  it('T20 the client can lower the cap and not raise it', async () => {
    const shop = mall.open({ policy: { maxPrice: new Map([['USD', '0.02']]) } })
    for (const [key, max_price] of [
      ['high', '9999'],
      ['none', undefined],
      ['low', '0.01'],
    ] as const) {
      const reply = await shop.buy(key, { service: 'telegram', max_price })
      expect(brief(reply)).toEqual([409, 'price_cap', true])
      expect(Number(reply.body.lowest_price.amount)).toBeGreaterThan(0.02)
    }
    const caps = await mall.database.sql`select max_price::text as cap from onesms.purchase_intents order by number`
    expect(caps.map(row => Number(row['cap']))).toEqual([0.02, 0.02, 0.01])
    const generous = mall.open()
    const dear = await generous.buy('dear', { service: 'telegram', max_price: '9999' })
    expect(dear.status).toBe(201)
    const [intent] = await mall.database
      .sql`select max_price::text as cap from onesms.purchase_intents order by number desc`
    expect(Number(intent?.['cap'])).toBe(5)
  })

  it('T20 a cap that was lowered holds also for a key that was used before, and refused', async () => {
    const full = { limits: { total: { live: 1 } } }
    const before = mall.open(full)
    await before.buy('first')
    expect(brief(await before.buy('k'))).toEqual([402, 'limit_reached', true])
    const now = mall.open({ policy: { maxPrice: new Map([['USD', '1']]) } })
    const [reply, wire] = await wireOf(mall, () => now.buy('k'))
    expect([...brief(reply), wire]).toEqual([403, 'not_allowed', true, 0])
    expect((await mall.open().buy('k')).status).toBe(201)
  })

  it('T19 the switch holds in every process at once', async () => {
    const shops = [mall.open(), mall.open({ database: mall.database.connect() })]
    await setPurchaseSwitch(mall.database, { isOn: false, actor: 'test', reason: null })
    const replies = await Promise.all(shops.map((shop, index) => shop.buy(`s${index}`)))
    expect(replies.map(brief)).toEqual(replies.map(() => [403, 'purchase_disabled', true]))
    await setPurchaseSwitch(mall.database, { isOn: true, actor: 'test', reason: null })
    expect((await shops[0]?.buy('s0'))?.status).toBe(201)
  })

  it('P31 D11 a database that is down is 503, sends nothing and claims nothing', async () => {
    const shop = mall.open({ database: { sql: absentPool(), schema: 'onesms' } })
    const [reply, wire] = await wireOf(mall, () => shop.buy('k'))
    expect([...brief(reply), wire]).toEqual([503, 'database_unavailable', false, 0])
  })

  it('D38 a process that is ending takes no purchase, and answers those it has taken', async () => {
    const shop = mall.open()
    const taken = await shop.buy('a')
    shop.isReady = false
    const [[refused, again], wire] = await wireOf(mall, () => Promise.all([shop.buy('b'), shop.buy('a')]))
    expect([...brief(refused), refused.headers.get('retry-after'), wire]).toEqual([503, 'draining', false, '5', 0])
    expect([again.status, again.body.id]).toEqual([201, taken.body.id])
  })

  it('D48 a provider that is down sells nothing, and says so', async () => {
    const shop = mall.open()
    const provider = mall.provider()
    const dead = mall.open({
      providers: [
        {
          ...provider,
          activations: {
            ...provider.activations,
            purchase: async () => {
              throw new PurchaseNotSentError('nothing is sent there', {
                cause: new ProviderUnavailableError('it is down'),
              })
            },
          },
        },
      ],
    })
    const reply = await inTime(mall, dead.buy('k'))
    expect(brief(reply)).toEqual([503, 'provider_unavailable', true])
    expect((await shop.buy('k')).status).toBe(201) // nothing was bought under the key
  })
})
