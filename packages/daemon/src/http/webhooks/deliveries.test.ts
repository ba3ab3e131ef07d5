import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { saveSubscriptions } from '../../outbox/endpoints.ts'
import { enqueue } from '../../outbox/enqueue.ts'
import { type Ask, guardedApp, knownToken, tokenOf } from '../testing/guarded-app.ts'
import { openTestApp, type TestApp } from '../testing/test-app.ts'

let test: TestApp
let ask: Ask
beforeAll(async () => {
  test = await openTestApp()
  ask = guardedApp(test, [knownToken('admin', ['admin']), knownToken('reader', ['activation:read'])]).ask
})
beforeEach(async () => {
  await test.database.sql`truncate onesms.outbox, onesms.webhook_deliveries`
  const types = ['balance.low'] as const
  await saveSubscriptions(test.database, [
    { id: 'one', types, subjects: null },
    { id: 'two', types, subjects: null },
  ])
  for (const account of ['a', 'b']) {
    await enqueue(test.database, { type: 'balance.low', orderingKey: `balance:${account}`, payload: { account } })
  }
})
afterAll(() => test?.close())

const admin = (method: string, path: string) => ask(method, path, tokenOf('admin'))
const list = async (query = '') => {
  const response = await admin('GET', `/v1/webhooks/deliveries${query}`)
  expect(response.status).toBe(200)
  return (await response.json()) as { data: Record<string, unknown>[]; next: string | null }
}
const bury = () => test.database.sql`
  update onesms.webhook_deliveries set state = 'dead', attempts = 11, settled_at = clock_timestamp(), last_result = 'HTTP 500'
  where endpoint = 'one'`

describe('GET /v1/webhooks/deliveries', () => {
  it('lists how each stands, the latest first, page by page', async () => {
    const { data } = await list()
    expect(data.map(({ endpoint, ordering_key }) => [endpoint, ordering_key])).toEqual([
      ['two', 'balance:b'],
      ['one', 'balance:b'],
      ['two', 'balance:a'],
      ['one', 'balance:a'],
    ])
    const pages: unknown[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Awaited<ReturnType<typeof list>> = await list(`?limit=1${cursor && `&cursor=${cursor}`}`)
      pages.push(...page.data)
      cursor = page.next
    }
    expect(pages).toEqual(data)
    expect(data[0]).toEqual({
      id: expect.any(Number),
      endpoint: 'two',
      event_id: expect.stringMatching(/^evt_/),
      type: 'balance.low',
      ordering_key: 'balance:b',
      state: 'pending',
      attempts: 0,
      created_at: expect.any(String),
      next_attempt_at: expect.any(String),
      last_result: null,
      settled_at: null,
    })
  })

  it('T37 shows what was given up, and is kept by nobody', async () => {
    await bury()
    const { data } = await list('?state=dead&endpoint=one')
    expect(data).toMatchObject([{ state: 'dead', last_result: 'HTTP 500', next_attempt_at: null }, { state: 'dead' }])
    const { headers } = await admin('GET', '/v1/webhooks/deliveries')
    expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual(['no-store', 'no-referrer'])
  })

  it('takes the scope admin', async () => {
    expect((await ask('GET', '/v1/webhooks/deliveries', tokenOf('reader'))).status).toBe(403)
    expect((await ask('POST', '/v1/webhooks/deliveries/evt_1/replay', tokenOf('reader'))).status).toBe(403)
  })
})

describe('POST /v1/webhooks/deliveries/:id/replay', () => {
  it('has an event told once more, where it was given up or everywhere', async () => {
    await bury()
    const { data } = await list('?state=dead')
    const [event] = data.map(({ event_id }) => event_id)
    const path = `/v1/webhooks/deliveries/${event}/replay`
    const response = await admin('POST', `${path}?endpoint=one`)
    expect([response.status, await response.json()]).toEqual([202, { event_id: event, replayed: 1 }])
    expect((await list('?state=dead')).data).toHaveLength(1)
    expect(await (await admin('POST', path)).json()).toEqual({ event_id: event, replayed: 2 })
  })

  it.each(['evt_0123456789abcdef0123456789abcdef', 'x', '1'])('is 404 for %s', async id => {
    expect((await admin('POST', `/v1/webhooks/deliveries/${id}/replay`)).status).toBe(404)
  })
})
