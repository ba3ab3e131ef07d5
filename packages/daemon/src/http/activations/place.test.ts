import { parseActivation, parsePurchase } from '@onesms/sdk/wire'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { absentPool } from '../testing/test-app.ts'
import { brief, inTime, wireOf } from './__fixtures__/asking.ts'
import { type Mall, openMall, type Reply } from './__fixtures__/shop.ts'

let mall: Mall
beforeAll(async () => {
  mall = await openMall()
})
beforeEach(() => mall.database.clear())
afterAll(() => mall?.close())

describe('POST /v1/activations', () => {
  it('buys one number, which is then there to be read, and is in the audit', async () => {
    const shop = mall.open()
    const [bought, wire] = await wireOf(mall, () => shop.buy('k1'))
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
    const [replies, wire] = await wireOf(mall, () => Promise.all(Array.from({ length: 10 }, () => shop.buy('k'))))
    expect(wire).toBe(1)
    expect(new Set(replies.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1)
  })

  it('P26 the same key at once in two processes is one request, and one number in the end', async () => {
    const shops = [mall.open(), mall.open({ database: mall.database.connect() })]
    const [replies, wire] = await wireOf(mall, () =>
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
    const [replies, wire] = await wireOf(mall, () =>
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
    const [again, wire] = await wireOf(mall, () => shop.buy('k'))
    expect([again.status, again.body.id, wire]).toEqual([201, bought.body.id, 0])
    expect(brief(await shop.buy('other'))).toEqual([403, 'purchase_disabled', true])
  })

  it('P28 a refusal is answered by the same refusal, and asks nobody again', async () => {
    const shop = mall.open()
    const sold = { service: 'hero-sms:sold' }
    expect(brief(await shop.buy('k', sold))).toEqual([409, 'out_of_stock', true])
    const [again, wire] = await wireOf(mall, () => mall.open().buy('k', sold))
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
    const reply = await inTime(mall, shop.buy('k2'))
    expect(brief(reply)).toEqual([409, 'reconciling', true])
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('P24 T22 what nobody knows is named before anything is sent or written', async () => {
    const shop = mall.open()
    const [replies, wire] = await wireOf(mall, async () => [
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
      database: { sql, schema: 'onesms' },
      providers: [{ ...provider, activations: { ...activations, purchase } }],
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
    const [again] = await wireOf(mall, () => shop.buy('k'))
    expect(again.body).toMatchObject({ status: 'waiting', cancel_requested_at: null })
    expect(mall.emulator.ledger.count('setStatus')).toBe(0)
  })
})
