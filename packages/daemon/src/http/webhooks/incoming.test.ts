import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../app.ts'
import { hashOf } from '../auth/token.ts'
import { absentPool, openTestApp, type TestApp } from '../testing/test-app.ts'

const SECRET = '4f3c2a1b0e9d8c7b6a5f4e3d2c1b0a9f'
const OTHER = 'a9b8c7d6e5f40312233445566778899a'

let test: TestApp
let calls: string[]
beforeAll(async () => {
  test = await openTestApp()
})
beforeEach(async () => {
  calls = []
  await test.database.sql`truncate onesms.webhook_inbox`
})
afterAll(() => test?.close())

/** The API with a fresh count of calls; the database as the test says. */
function open(sql = test.database.sql) {
  const app = createApp({
    database: { sql, schema: test.database.schema },
    providers: [],
    clock: test.clock,
    isReady: () => true,
    triggerSync: async (_, { id }) => ({ provider: id, id: 1, state: 'running' }),
    onError: error => test.errors.push(error),
    incoming: {
      receivers: [
        { account: 'hero-sms', hash: hashOf(SECRET) },
        { account: 'hero-sms', hash: hashOf(OTHER) },
        { account: 'other', hash: hashOf('0123456789abcdef0123456789abcdef') },
      ],
      onCall: account => calls.push(account),
    },
  })
  return (path: string, body: string | null = '{"activationId":1}', headers: Record<string, string> = {}) =>
    app.fetch(new Request(`http://localhost/v1/webhooks/${path}`, { method: 'POST', body, headers }))
}
const rows = () => test.database.sql`select account, headers, body, handled_at from onesms.webhook_inbox`

describe('POST /v1/webhooks/:provider/:secret', () => {
  it('writes a call down before it answers, and of its headers only what a signature is read from', async () => {
    const response = await open()(`hero-sms/${SECRET}`, '{"a":1}', {
      'content-type': 'application/json',
      authorization: 'Bearer x',
      cookie: 'a=b',
      'x-signature': 'v1,abc',
    })
    expect([response.status, await response.text()]).toEqual([200, ''])
    expect(await rows()).toEqual([
      {
        account: 'hero-sms',
        body: '{"a":1}',
        handled_at: null,
        headers: { 'content-type': 'application/json', 'x-signature': 'v1,abc' },
      },
    ])
    expect(calls).toEqual(['hero-sms'])
  })

  it('takes either secret while one takes the place of the other', async () => {
    const call = open()
    expect((await call(`hero-sms/${SECRET}`, 'a')).status).toBe(200)
    expect((await call(`hero-sms/${OTHER}`, 'b')).status).toBe(200)
  })

  it('T10 the same body a hundred times at once is one row that waits', async () => {
    const call = open()
    const responses = await Promise.all(Array.from({ length: 100 }, () => call(`hero-sms/${SECRET}`)))
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]))
    expect(await rows()).toHaveLength(1)
  })

  it('D36 is 503 while the database is down, so that the provider calls again', async () => {
    const sql = absentPool()
    const response = await open(sql)(`hero-sms/${SECRET}`)
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
    expect(calls).toEqual([])
    await sql.end({ timeout: 1 })
  })

  it.each([
    ['a wrong secret', `hero-sms/${SECRET.replace('4', '5')}`],
    ['a short one', 'hero-sms/4'],
    ['that of another provider', `other/${SECRET}`],
    ['an unknown provider', `nobody/${SECRET}`],
    ['what cannot be decoded', 'hero-sms/%ff'],
    ['64 kB', `hero-sms/${'a'.repeat(65_536)}`],
  ])('T09 answers alike to %s', async (_, path) => {
    const answers = await Promise.all(['nobody/x', path].map(each => open()(each)))
    const texts = await Promise.all(answers.map(answer => answer.text()))
    expect(answers.map(({ status }) => status)).toEqual([404, 404])
    expect(texts[1]).toBe(texts[0])
    expect(await rows()).toHaveLength(0)
  })

  it('T09 the secret is in no answer, in no row, and in no error', async () => {
    const call = open()
    const answers = [
      await call(`hero-sms/${SECRET}`),
      await call(`hero-sms/${SECRET}`, 'x'.repeat(65_537)),
      await call(`hero-sms/${SECRET}/more`),
      await test.fetch(new Request(`http://localhost/v1/webhooks/hero-sms/${SECRET}`, { method: 'PUT' })),
      await test.get(`/v1/webhooks/hero-sms/${SECRET}`),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 404, 405, 405])
    const said = await Promise.all(
      answers.map(async answer => JSON.stringify([await answer.text(), [...answer.headers]])),
    )
    const [dump] = await test.database.sql`
      select string_agg(query_to_xml(format('select * from onesms.%I', tablename), true, false, '')::text, '') as all
      from pg_tables where schemaname = 'onesms'`
    const everything = `${said.join()}${dump?.['all']}${test.errors.map(String).join()}`
    for (let start = 0; start + 8 <= SECRET.length; start += 1) {
      expect(everything).not.toContain(SECRET.slice(start, start + 8))
    }
  })

  it('takes at most 64 kB of text', async () => {
    const call = open()
    expect((await call(`hero-sms/${SECRET}`, 'x'.repeat(65_536))).status).toBe(200)
    for (const body of ['x'.repeat(65_537), 'a\0b']) expect((await call(`hero-sms/${SECRET}`, body)).status).toBe(400)
    expect(await rows()).toHaveLength(1)
  })

  it('T09 T37 takes 1,200 calls of a provider in a minute, and nobody keeps what is answered', async () => {
    const call = open()
    const statuses: number[] = []
    for (let count = 0; count <= 1_200; count += 1) statuses.push((await call(`hero-sms/${SECRET}`, null)).status)
    expect([statuses.filter(status => status === 200).length, statuses.at(-1)]).toEqual([1_200, 429])
    const refused = await call(`hero-sms/${SECRET}`)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused.headers.get('cache-control')).toBe('no-store')
    expect((await call('other/0123456789abcdef0123456789abcdef')).headers.get('cache-control')).toBe('no-store')
    await test.clock.advance(60_000)
    expect((await call(`hero-sms/${SECRET}`)).status).toBe(200)
  })
})
