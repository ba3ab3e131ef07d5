import { ProviderUnavailableError, PurchaseNotSentError } from '@onesms/sdk'
import { parseActivation, parsePurchase } from '@onesms/sdk/wire'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { setPurchaseSwitch } from '../../db/store/purchases/switch.ts'
import { NOTHING } from '../../purchase/policy.ts'
import { absentPool } from '../testing/test-app.ts'
import { type Mall, openMall, type Reply } from './__fixtures__/shop.ts'

let mall: Mall
beforeAll(async () => {
  mall = await openMall()
})
beforeEach(() => mall.database.clear())
afterAll(() => mall?.close())

const brief = ({ status, body }: Reply) => [status, body.code, body.rejected ?? false]
/** How often the provider was asked to sell while something was done. */
async function wireOf<T>(act: () => Promise<T>): Promise<[T, number]> {
  const before = mall.wire()
  return [await act(), mall.wire() - before]
}
/** Lets time pass until something is done; the database takes time of its own meanwhile. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let isOver = false
  const over = () => {
    isOver = true
  }
  work.then(over, over)
  while (!isOver) {
    await mall.clock.advance(10) // little: what the ledger takes is counted too
    await mall.database.sql`select 1`
  }
  return work
}

describe('POST /v1/activations', () => {
  it('buys one number, which is then there to be read, and is in the audit', async () => {
    const shop = mall.open()
    const [bought, wire] = await wireOf(() => shop.buy('k1'))
    expect([bought.status, wire]).toEqual([201, 1])
    const { snapshot } = parseActivation(bought.body)
    expect(bought.headers.get('location')).toBe(`/v1/activations/${snapshot.id}`)
    expect(bought.body).toMatchObject({ kind: 'activation', provider: 'hero-sms', status: 'waiting', messages: [] })
    const found = await shop.ask('GET', bought.headers.get('location') ?? '')
    expect(parseActivation(found.body).snapshot).toEqual(snapshot)
    const states = await mall.database.sql`
      select state_to, subject_hash from onesms.audit where activation_id = ${snapshot.id} or intent_id =
        (select intent_id from onesms.activations where id = ${snapshot.id}) order by id`
    expect(states.map(row => row['state_to'])).toEqual(['prepared', 'sending', 'confirmed'])
    expect(states[0]?.['subject_hash']).toMatch(/^[\da-f]{64}$/)
  })

  it('P26 the same key at once is one request and one number', async () => {
    const shop = mall.open()
    const [replies, wire] = await wireOf(() => Promise.all(Array.from({ length: 10 }, () => shop.buy('k'))))
    expect(wire).toBe(1)
    expect(new Set(replies.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1)
  })

  it('P26 the same key at once in two processes is one request, and one number in the end', async () => {
    const shops = [mall.open(), mall.open({ database: mall.database.connect() })]
    const [replies, wire] = await wireOf(() =>
      Promise.all(Array.from({ length: 10 }, (_, index) => shops[index % 2]?.buy('k'))),
    )
    expect(wire).toBe(1)
    for (const reply of replies) expect(['201', '409 in_progress']).toContain(resultOf(reply))
    const again = await Promise.all(shops.map(shop => shop.buy('k')))
    expect(new Set(again.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1)
  })
  const resultOf = (reply: Reply | undefined) =>
    reply?.status === 201 ? '201' : `${reply?.status} ${reply?.body.code as string}`

  it('P27 the same key for something else is a conflict, and proves nothing', async () => {
    const shop = mall.open()
    await shop.buy('k', { max_price: '1.50' })
    const [replies, wire] = await wireOf(() =>
      Promise.all([
        shop.buy('k'),
        shop.buy('k', { max_price: '1.6' }),
        shop.buy('k', { max_price: '1.5', provider: 'hero-sms' }),
      ]),
    )
    expect(replies.map(brief)).toEqual(replies.map(() => [422, 'idempotency_conflict', false]))
    expect(wire).toBe(0)
    expect((await shop.buy('k', { max_price: '1.500' })).status).toBe(201) // the same amount
  })

  it('T17 two subjects may use one key; each has a number of its own', async () => {
    const shop = mall.open()
    const [one, other] = [await shop.buy('k'), await shop.buy('k', {}, { as: 'bob' })]
    expect([one.status, other.status]).toEqual([201, 201])
    expect(one.body.id).not.toBe(other.body.id)
  })

  it('P28 after a restart the key answers with the number as it is now, also where nothing is sold any more', async () => {
    const bought = await mall.open().buy('k')
    const shop = mall.open({ database: mall.database.connect(), policy: { enabled: false }, clock: mall.clock })
    const [again, wire] = await wireOf(() => shop.buy('k'))
    expect([again.status, again.body.id, wire]).toEqual([201, bought.body.id, 0])
    expect(brief(await shop.buy('other'))).toEqual([403, 'purchase_disabled', true])
  })

  it('P28 a refusal is answered by the same refusal, and asks nobody again', async () => {
    const shop = mall.open()
    const sold = { service: 'hero-sms:sold' }
    expect(brief(await shop.buy('k', sold))).toEqual([409, 'out_of_stock', true])
    const [again, wire] = await wireOf(() => mall.open().buy('k', sold))
    expect([...brief(again), wire]).toEqual([409, 'out_of_stock', true, 0])
    const { body } = await shop.ask('GET', '/v1/purchases?key=k')
    expect(parsePurchase(body)).toMatchObject({ state: 'rejected', problem: { code: 'out_of_stock' } })
  })

  it('P01 R16 an answer that is lost is 202; the purchase is followed to its end, and the key never buys a second one', async () => {
    const own = await openMall()
    const shop = own.open({ policy: { accountMode: 'exclusive' } })
    own.emulator.faults.inject({ kind: 'commit-then-cut', times: 1 })
    const showList = own.emulator.faults.inject({ kind: 'server-error', action: 'getActiveActivations' })
    const unknown = await shop.buy('k')
    expect([unknown.status, own.wire()]).toEqual([202, 1])
    const { id, state, activationId } = parsePurchase(unknown.body)
    expect([state, activationId, unknown.headers.get('location')]).toEqual(['unknown', null, `/v1/purchases/${id}`])
    expect((await shop.buy('k')).status).toBe(202)
    expect(brief(await shop.buy('k', { country: 'GB' }))).toEqual([422, 'idempotency_conflict', false])
    showList()
    await own.database.sql`update onesms.purchase_intents set sent_at = sent_at - interval '15 min'` // its clock is not ours
    const look = async () => parsePurchase((await shop.ask('GET', `/v1/purchases/${id}`)).body)
    while ((await look()).state === 'unknown') await own.clock.advance(500)
    const purchase = await look()
    const [sold] = own.emulator.ledger.activations()
    expect(purchase).toMatchObject({ state: 'confirmed', activationId: `hero-sms:${sold?.id}` })
    expect(purchase.activation?.snapshot.id).toBe(purchase.activationId)
    const again = await shop.buy('k')
    expect([again.status, again.body.id, own.wire()]).toEqual([201, purchase.activationId, 1])
    await own.close()
  })

  it('another of the kind waits for an unknown one, and is refused where that takes long', async () => {
    const shop = mall.open()
    mall.emulator.faults.inject({ kind: 'commit-then-cut', times: 1 })
    await shop.buy('k1')
    const reply = await inTime(shop.buy('k2'))
    expect(brief(reply)).toEqual([409, 'reconciling', true])
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('P24 T22 what nobody knows is named before anything is sent or written', async () => {
    const shop = mall.open()
    const [replies, wire] = await wireOf(async () => [
      await shop.buy('a', { service: 'telegrm' }),
      await shop.buy('b', { country: 'UK' }),
      await shop.buy('c', { provider: 'hero-smz' }),
      await shop.buy('d', { servic: 'telegram' }),
      await shop.buy('e', { max_price: 0.5 }),
      await shop.buy('f', { max_price: '0' }),
      await shop.buy('g', { max_price: '0.50 USD' }),
      await shop.ask('POST', '/v1/activations', { body: { service: 'telegram', country: 'GB' } }),
      await shop.buy('\u00fc'),
    ])
    expect(replies.map(({ status, body }) => [status, body.code, body.field, body.suggestions?.[0]])).toEqual([
      [404, 'unknown_reference', 'service', 'telegram'],
      [404, 'unknown_reference', 'country', expect.any(String)],
      [404, 'unknown_reference', 'provider', 'hero-sms'],
      [400, 'unknown_parameter', 'servic', 'service'],
      [400, 'invalid_parameter', 'max_price', undefined],
      [400, 'invalid_parameter', 'max_price', undefined],
      [400, 'invalid_parameter', 'max_price', undefined],
      [400, 'missing_idempotency_key', 'Idempotency-Key', undefined],
      [400, 'invalid_parameter', 'Idempotency-Key', undefined],
    ])
    expect(wire).toBe(0)
    expect((await mall.database.sql`select from onesms.purchase_requests`).count).toBe(0)
  })
})

describe('what keeps a purchase from being made', () => {
  it('T19 G17 a fresh installation sells nothing', async () => {
    const [reply, wire] = await wireOf(() => mall.open({ policy: NOTHING }).buy('k'))
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
    const [reply, wire] = await wireOf(() => now.buy('k'))
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
    const [reply, wire] = await wireOf(() => shop.buy('k'))
    expect([...brief(reply), wire]).toEqual([503, 'database_unavailable', false, 0])
  })

  it('D38 a process that is ending takes no purchase, and answers those it has taken', async () => {
    const shop = mall.open()
    const taken = await shop.buy('a')
    shop.isReady = false
    const [[refused, again], wire] = await wireOf(() => Promise.all([shop.buy('b'), shop.buy('a')]))
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
    const reply = await inTime(dead.buy('k'))
    expect(brief(reply)).toEqual([503, 'provider_unavailable', true])
    expect((await shop.buy('k')).status).toBe(201) // nothing was bought under the key
  })

  it('P32 a ledger that refuses the answer: the caller gets the number all the same, and it is written down later', async () => {
    const own = await openMall()
    let isDown = false
    const gone = absentPool()
    const sql = new Proxy(own.database.sql, {
      apply: (target, self, args) => Reflect.apply(isDown ? gone : target, self, args),
    })
    const provider = own.provider()
    const { activations } = provider
    const purchase: typeof activations.purchase = async (...args) => {
      const bought = await activations.purchase(...args)
      isDown = true
      return bought
    }
    const shop = own.open({
      ...{
        database: { sql, schema: 'onesms' },
        providers: [{ ...provider, activations: { ...activations, purchase } }],
      },
    })
    const bought = await shop.buy('k')
    const [sold] = own.emulator.ledger.activations()
    expect([bought.status, bought.body.id]).toEqual([201, `hero-sms:${sold?.id}`])
    isDown = false
    const written = async () => (await own.database.sql`select from onesms.activations`).count > 0
    while (!(await written())) await own.clock.advance(100)
    const again = await own.open().buy('k')
    expect([again.status, again.body.id, own.wire()]).toEqual([201, bought.body.id, 1])
    await own.close()
  })

  it('R06 who leaves has bought all the same, and the number is not given back', async () => {
    const shop = mall.open()
    const leaving = new AbortController()
    const asked = shop.buy('k', {}, { signal: leaving.signal })
    leaving.abort()
    await asked.catch(() => {})
    const [again] = await wireOf(() => shop.buy('k'))
    expect(again.body).toMatchObject({ status: 'waiting', cancel_requested_at: null })
    expect(mall.emulator.ledger.count('setStatus')).toBe(0)
  })
})
