import { parseActivation } from '@onesms/sdk/wire'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../../testing/until.ts'
import { type Mall, openMall, type Reply, type Shop } from './__fixtures__/shop.ts'

let mall: Mall
let shop: Shop
beforeEach(async () => {
  mall = await openMall()
  shop = mall.open()
})
afterEach(() => mall?.close())

const brief = ({ status, body }: Reply) => [status, body.code ?? body.status]
const bought = async (key: string, body = {}, by = shop) => (await by.buy(key, body)).body.id as string
const nativeOf = (id: string) => id.replace('hero-sms:', '')
const act = (id: string, command: string, body?: unknown, by = shop) =>
  by.ask('POST', `/v1/activations/${id}/${command}`, body === undefined ? {} : { body })
/** Past the time in which the provider takes no number back. */
const afterCancelWindow = () => mall.clock.advance(125_000)

describe('one number', () => {
  it('is looked at again on request, and what the look shows is written down', async () => {
    const id = await bought('k')
    mall.emulator.sms(nativeOf(id), { code: '004217' })
    expect((await shop.ask('GET', `/v1/activations/${id}`)).body.status).toBe('waiting')
    const looked = await shop.ask('GET', `/v1/activations/${id}?refresh=true`)
    expect(looked.body).toMatchObject({ status: 'received', messages: [{ code: '004217' }] })
    const other = mall.open({ database: mall.database.connect() })
    expect((await other.ask('GET', `/v1/activations/${id}`)).body).toMatchObject({ status: 'received' })
  })

  it('T19 is not asked about so often that nobody else has a turn at the provider', async () => {
    const id = await bought('k')
    let asking = 0
    let most = 0
    let answer = () => {}
    const answered = new Promise<void>(resolve => {
      answer = resolve
    })
    const provider = mall.provider()
    const { fetch, ...activations } = provider.activations
    const busy = mall.open({
      providers: [
        {
          ...provider,
          activations: {
            ...activations,
            fetch: async (...args) => {
              asking += 1
              most = Math.max(most, asking)
              await answered
              return fetch(...args).finally(() => (asking -= 1))
            },
          },
        },
      ],
    })
    const ids = [id, ...(await Promise.all(Array.from({ length: 9 }, (_, index) => bought(`k${index}`))))]
    const looks = ids.map(each => busy.ask('GET', `/v1/activations/${each}?refresh=true`))
    await until('some are asked about', () => asking > 0)
    answer()
    expect(new Set((await Promise.all(looks)).map(({ status }) => status))).toEqual(new Set([200]))
    expect(most).toBeLessThanOrEqual(4)
  })

  it('is given back where the provider takes it, and frees what it took of the budget', async () => {
    const id = await bought('k')
    await afterCancelWindow()
    const reply = await act(id, 'cancel')
    expect(brief(reply)).toEqual([200, 'cancelled'])
    expect(parseActivation(reply.body).snapshot.refund).toBe('confirmed')
    const [intent] = await mall.database.sql`select held::float8 as held, ended from onesms.purchase_intents`
    expect(intent).toEqual({ held: 0, ended: true })
    expect(brief(await act(id, 'cancel'))).toEqual([200, 'cancelled'])
    expect(mall.emulator.ledger.count('setStatus')).toBe(1)
  })

  it('P41 too early it is 202, and written down to be given back, whatever becomes of this process', async () => {
    const id = await bought('k')
    const reply = await act(id, 'cancel')
    expect([reply.status, reply.body.status]).toEqual([202, 'waiting'])
    const { cancelRequestedAt } = parseActivation(reply.body)
    expect(cancelRequestedAt).toBeInstanceOf(Date)
    const again = parseActivation((await act(id, 'cancel')).body)
    expect(again.cancelRequestedAt).toEqual(cancelRequestedAt)
    const other = mall.open({ database: mall.database.connect() })
    const seen = parseActivation((await other.ask('GET', `/v1/activations/${id}`)).body)
    expect(seen.cancelRequestedAt).toEqual(cancelRequestedAt)
  })

  it('P42 is not given back once an SMS has come: 409, with the SMS', async () => {
    const id = await bought('k')
    await afterCancelWindow()
    mall.emulator.sms(nativeOf(id), { code: '1234' })
    const reply = await act(id, 'cancel')
    expect(brief(reply)).toEqual([409, 'invalid_transition'])
    expect(reply.body.activation).toMatchObject({ status: 'received', messages: [{ code: '1234' }] })
    expect((await shop.ask('GET', `/v1/activations/${id}`)).body.status).toBe('received')
  })

  it('another SMS is asked for, then it is completed; also by a process that has not seen the first', async () => {
    const id = await bought('k')
    expect(brief(await act(id, 'retry'))).toEqual([409, 'invalid_transition'])
    expect(brief(await act(id, 'complete'))).toEqual([409, 'invalid_transition'])
    mall.emulator.sms(nativeOf(id), { code: '1111' })
    const other = mall.open({ database: mall.database.connect() })
    await other.ask('GET', `/v1/activations/${id}?refresh=true`)
    expect(brief(await act(id, 'retry'))).toEqual([200, 'retrying'])
    mall.emulator.sms(nativeOf(id), { code: '2222' })
    await other.ask('GET', `/v1/activations/${id}?refresh=true`)
    const completed = await act(id, 'complete')
    expect(brief(completed)).toEqual([200, 'completed'])
    expect(completed.body.messages.map(({ code }: { code: string }) => code)).toEqual(['1111', '2222'])
    expect(brief(await act(id, 'cancel'))).toEqual([409, 'invalid_transition'])
  })

  it('is reported where the provider takes reports, with a reason that it knows', async () => {
    const id = await bought('k')
    expect(brief(await act(id, 'report', { reason: 'ugly' }))).toEqual([400, 'invalid_parameter'])
    expect(brief(await act(id, 'report', { reason: 'no_sms' }))).toEqual([409, 'too_early_to_cancel'])
    await afterCancelWindow()
    expect((await act(id, 'report', { reason: 'no_sms' })).body).toMatchObject({
      status: 'cancelled',
      reason: 'reported',
    })
  })
})

describe('lists', () => {
  it('hold the newest first, page by page, what is open, and one kind', async () => {
    const ids: string[] = []
    for (const key of ['a', 'b', 'c', 'd', 'e']) ids.unshift(await bought(key))
    const pages: string[][] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: Reply = await shop.ask('GET', `/v1/activations?limit=2${cursor && `&cursor=${cursor}`}`)
      pages.push(body.data.map(({ id }: { id: string }) => id))
      cursor = body.next
    }
    expect(pages).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)])
    await afterCancelWindow()
    await act(ids[0] ?? '', 'cancel')
    const idsOf = async (query: string) =>
      (await shop.ask('GET', `/v1/activations?${query}`)).body.data.map(({ id }: { id: string }) => id)
    expect(await idsOf('open=true')).toEqual(ids.slice(1))
    expect(await idsOf('status=cancelled')).toEqual(ids.slice(0, 1))
    expect(await idsOf('provider=other')).toEqual([])
    expect((await shop.ask('GET', '/v1/rentals')).body.data).toEqual([])
    expect(brief(await shop.ask('GET', '/v1/activations?status=active'))).toEqual([400, 'invalid_parameter'])
  })
})

describe('rentals', () => {
  const rent = (key: string, more = {}) =>
    shop.ask('POST', '/v1/rentals', {
      key,
      body: { service: offer.service.slug ?? `hero-sms:${offer.service.native_id}`, country: 'GB', ...more },
    })
  // biome-ignore lint/suspicious/noExplicitAny: as it travels
  let offer: any
  beforeEach(async () => {
    const { body } = await shop.ask('GET', '/v1/rentals/offers?service=telegram&country=GB')
    offer = body.data[0]
  })

  it('are offered, rented once for a key, extended, and read', async () => {
    expect(offer).toMatchObject({ provider: 'hero-sms', kind: 'rental', hours: expect.any(Number) })
    const rented = await rent('k', { hours: offer.hours })
    expect([rented.status, rented.body.kind, rented.body.status]).toEqual([201, 'rental', 'active'])
    expect((await rent('k', { hours: offer.hours })).body.id).toBe(rented.body.id)
    expect(brief(await rent('k', { hours: offer.hours + 24 }))).toEqual([422, 'idempotency_conflict'])
    const path = `/v1/rentals/${rented.body.id}`
    expect(rented.headers.get('location')).toBe(path)
    await afterCancelWindow() // before that the host sells no more time
    const offered = await shop.ask('GET', `${path}/extensions`)
    expect(offered.body.data[0]).toEqual({
      provider: 'hero-sms',
      hours: expect.any(Number),
      price: { amount: expect.any(String), currency: 'USD' },
    })
    expect(brief(await shop.ask('GET', '/v1/rentals/hero-sms:0/extensions'))).toEqual([404, 'not_found'])
    const [more] = offered.body.data
    const extend = () => shop.ask('POST', `${path}/extend`, { key: 'more', body: { hours: more?.hours } })
    const extended = await extend()
    expect(extended.status).toBe(201)
    expect(Date.parse(extended.body.expires_at)).toBeGreaterThan(Date.parse(rented.body.expires_at))
    const again = await extend()
    expect([again.status, again.body.expires_at]).toEqual([201, extended.body.expires_at])
    expect((await shop.ask('GET', path)).body.expires_at).toBe(extended.body.expires_at)
    expect((await shop.ask('GET', '/v1/purchases?key=more')).body).toMatchObject({
      kind: 'extension',
      state: 'confirmed',
      activation_id: rented.body.id,
    })
    expect(mall.emulator.ledger.rentals()).toHaveLength(1)
    expect(brief(await shop.ask('GET', `/v1/activations/${rented.body.id}`))).toEqual([404, 'not_found'])
  })

  it('take one length, hours or days', async () => {
    for (const length of [{}, { hours: 24, days: 1 }, { hours: 0 }, { days: 1.5 }]) {
      expect(brief(await rent('k', length))).toEqual([400, 'invalid_parameter'])
    }
  })

  it('are given back as long as the provider takes them', async () => {
    const { body } = await rent('k', { hours: offer.hours })
    const cancel = () => shop.ask('POST', `/v1/rentals/${body.id}/cancel`)
    expect(brief(await cancel())).toEqual([202, 'active'])
    await afterCancelWindow()
    expect(brief(await cancel())).toEqual([200, 'cancelled'])
    expect(brief(await shop.ask('POST', `/v1/rentals/${body.id}/complete`))).toEqual([409, 'invalid_transition'])
  })
})

describe('T17 what is not yours', () => {
  it('is not there: every route, with the ids of another subject', async () => {
    const activation = await bought('k')
    const { body } = await shop.ask('GET', '/v1/purchases?key=k')
    const reads = [`/v1/activations/${activation}`, `/v1/activations/${activation}?refresh=true`]
    const others = [...reads, `/v1/purchases/${body.id}`, '/v1/purchases?key=k', `/v1/rentals/${activation}`]
    for (const path of others) expect(brief(await shop.ask('GET', path, { as: 'bob' }))).toEqual([404, 'not_found'])
    for (const command of ['cancel', 'complete', 'retry', 'report']) {
      const options = { as: 'bob', ...(command === 'report' && { body: { reason: 'other' } }) }
      const reply = await shop.ask('POST', `/v1/activations/${activation}/${command}`, options)
      expect([command, ...brief(reply)]).toEqual([command, 404, 'not_found'])
    }
    const extend = { as: 'bob', key: 'x', body: { hours: 24 } }
    expect(brief(await shop.ask('POST', `/v1/rentals/${activation}/extend`, extend))).toEqual([404, 'not_found'])
    expect((await shop.ask('GET', '/v1/activations', { as: 'bob' })).body.data).toEqual([])
    expect((await shop.ask('GET', `/v1/activations/${activation}`)).body.status).toBe('waiting')
  })
})

describe('T12 T22 bodies', () => {
  const send = async (body: string, type = 'application/json') => {
    const { headers } = new Request('http://localhost', { headers: await goodHeaders() })
    headers.set('content-type', type)
    headers.set('idempotency-key', 'k')
    const response = await shop.fetch(new Request('http://localhost/v1/activations', { method: 'POST', headers, body }))
    return { status: response.status, code: ((await response.json()) as { code: string }).code }
  }
  const goodHeaders = async () => {
    const { tokenOf } = await import('../testing/guarded-app.ts')
    return { authorization: `Bearer ${tokenOf('ann')}` }
  }
  const good = JSON.stringify({ service: 'telegram', country: 'GB' })

  it.each<[what: string, body: string, type: string | undefined, status: number]>([
    ['JSON as text, as a form of another page sends it', good, 'text/plain', 400],
    ['a form', 'service=telegram&country=GB', 'application/x-www-form-urlencoded', 400],
    ['no JSON', '{"service":', undefined, 400],
    ['a list', '[]', undefined, 400],
    ['null', 'null', undefined, 400],
    ['too much', `{"service":"${'a'.repeat(40_000)}"}`, undefined, 400],
    ['depth', `${'['.repeat(15_000)}`, undefined, 400],
    ['depth that is closed', `{"service":${'['.repeat(4_000)}${']'.repeat(4_000)}}`, undefined, 400],
    ['members of the prototype', '{"__proto__":{"service":"telegram"},"country":"GB"}', undefined, 400],
  ])('are refused and send nothing: %s', async (_, body, type, status) => {
    expect((await send(body, type)).status).toBe(status)
    expect(mall.wire()).toBe(0)
    expect(shop.errors).toEqual([])
  })
})

describe('what only a person can decide', () => {
  it('open purchases are shown with candidates, and resolved by whom the audit names', async () => {
    mall.emulator.faults.inject({ kind: 'commit-then-cut', times: 1 })
    const unknown = await shop.buy('k')
    const [sold] = mall.emulator.ledger.activations()
    const id = unknown.body.id as string
    await mall.database.sql`update onesms.purchase_intents set sent_at = sent_at - interval '15 min'` // its clock is not ours
    const look = () => shop.ask('GET', '/v1/purchases/open', { as: 'op' })
    while ((await look()).body.data[0]?.candidates.length === 0) await mall.clock.advance(500)
    const open = await look()
    expect(open.body.data).toMatchObject([
      { id, subject: 'ann', provider: 'hero-sms', state: 'unknown', candidates: [{ id: `hero-sms:${sold?.id}` }] },
    ])
    const resolve = (body: object, as = 'op') => shop.ask('POST', `/v1/purchases/${id}/resolve`, { as, body })
    expect(brief(await resolve({ activation_id: 'none' }, 'ann'))).toEqual([403, 'forbidden'])
    const reply = await resolve({ activation_id: `hero-sms:${sold?.id}`, reason: 'seen on the site' })
    expect(reply.body).toMatchObject({ state: 'confirmed', activation: { id: `hero-sms:${sold?.id}` } })
    expect((await shop.buy('k')).body.id).toBe(`hero-sms:${sold?.id}`)
    expect(brief(await resolve({ activation_id: 'none' }))).toEqual([409, 'invalid_transition'])
    const deeds = await mall.database.sql`
      select actor, reason, activation_id from onesms.audit where action = 'resolve' order by id`
    expect(deeds[0]).toMatchObject({ reason: 'seen on the site', activation_id: `hero-sms:${sold?.id}` })
    expect(deeds[0]?.['actor']).toMatch(/^subject:[\da-f]{64}$/)
    expect(brief(await shop.ask('GET', '/v1/purchases/orphans', { as: 'op' }))).toEqual([200, undefined])
  })
})
