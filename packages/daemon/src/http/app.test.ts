import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { absentPool, openTestApp, type TestApp } from './testing/test-app.ts'

const ROUTES = [
  '/v1/services',
  '/v1/countries',
  '/v1/offers?service=telegram',
  '/v1/availability?service=telegram',
  '/v1/sync/logs',
  '/livez',
  '/readyz',
]

describe('every route', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await openTestApp()
  })
  afterAll(() => app.close())

  const expectHeaders = (response: Response) => {
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': expect.stringMatching(/^no-(cache|store)$/),
    })
    expect([...response.headers.keys()].filter(name => name.startsWith('access-control-'))).toEqual([])
  }

  it.each(ROUTES)('T13 T37 protects its answers: %s', async path => {
    const response = await app.get(path, { origin: 'https://foreign.test' })
    expect(response.status).toBe(200)
    expectHeaders(response)
  })

  it.each([...ROUTES, '/nothing', '/v1/services?limit=0', '/v1/services/', '/v1'])(
    'T13 T37 protects what is not a 200: %s',
    async path => {
      const post = new Request(`http://localhost${path}`, {
        method: 'POST',
        headers: { origin: 'https://foreign.test' },
      })
      const responses = [await app.fetch(post), await app.get(path, { 'if-none-match': '*' })]
      for (const response of responses) expectHeaders(response)
    },
  )

  it.each(ROUTES)('T14 answers to no foreign name: %s', async path => {
    const before = app.statements
    for (const host of ['evil.test', 'localhost.evil.test', '127.0.0.1.evil.test', '10.0.0.1', '[::2]', 'localhost.']) {
      const response = await app.fetch(new Request(`http://${host}:8787${path}`))
      expect(response.status).toBe(421)
      expect(await response.json()).toMatchObject({ code: 'misdirected_request' })
      expectHeaders(response)
    }
    expect(app.statements).toBe(before)
  })

  it.each(['localhost', 'LOCALHOST:1', '127.0.0.1:65535', '[::1]:8787', '[::1]'])('answers to %s', async host => {
    expect((await app.fetch(new Request(`http://${host}/livez`))).status).toBe(200)
  })

  it.each(ROUTES.flatMap(path => ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'].map(method => [method, path] as const)))(
    'T13 %s %s is refused and changes nothing',
    async (method, path) => {
      const response = await app.fetch(
        new Request(`http://localhost${path}`, { method, headers: { 'access-control-request-method': 'GET' } }),
      )
      expect(response.status).toBe(405)
      expect(response.headers.get('allow')).toBe('GET, HEAD')
      expect(await response.json()).toMatchObject({ code: 'method_not_allowed', status: 405 })
    },
  )

  it.each(ROUTES)('HEAD %s has the status and no body', async path => {
    const response = await app.fetch(new Request(`http://localhost${path}`, { method: 'HEAD' }))
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('')
    expectHeaders(response)
  })

  it.each([
    '/',
    '/v1',
    '/v1/services/',
    '/v1/services/telegram',
    '/V1/services',
    '/v1//services',
    '/%ff',
    '/v1%2Fservices',
  ])('%s is a 404 that says what there is', async path => {
    const response = await app.get(path)
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toEqual({
      type: 'urn:onesms:error:not_found',
      title: 'There is nothing here',
      status: 404,
      code: 'not_found',
      detail: expect.stringContaining('/v1/services'),
    })
  })

  it('T36 a failure of ours says nothing of statements or stacks, and goes to who runs the daemon', async () => {
    const { sql, schema } = app.database
    await sql`alter table ${sql(schema)}.offers rename column price to cost`
    try {
      const response = await app.get('/v1/offers?service=telegram')
      expect(response.status).toBe(500)
      const text = await response.text()
      expect(JSON.parse(text)).toMatchObject({ code: 'internal', status: 500 })
      expect(text).not.toMatch(/price|column|select|onesms\.offers|\.ts/)
      expect(app.errors.splice(0)).toEqual([expect.objectContaining({ code: '42703' })])
    } finally {
      await sql`alter table ${sql(schema)}.offers rename column cost to price`
    }
  })

  it('T36 without a database no answer says where it was looked for', async () => {
    app.pool = absentPool()
    await app.clock.advance(61_000)
    for (const path of ROUTES) expect(await (await app.get(path)).text()).not.toMatch(/nobody|127\.0\.0\.1|ECONN/)
    app.pool = app.database.sql
    await app.clock.advance(1_000)
  })

  it('T25 no query string is taken for a name of ours', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      for (const path of ['/v1/services', '/v1/countries', '/v1/offers', '/v1/availability', '/v1/sync/logs']) {
        const response = await app.get(`${path}?${name}=1`)
        expect(response.status).toBe(400)
        expect(await response.json()).toMatchObject({ code: 'unknown_parameter', field: name })
      }
    }
  })

  it.each(['%', '%zz', '%ff%fe', '%F0%9F%98%80', '+', '%C2%80'])(
    'q=%s is answered or refused, never a failure',
    async q => {
      expect((await app.get(`/v1/services?q=${q}`)).status).toBeLessThan(500)
      expect((await app.get(`/v1/offers?service=${q}`)).status).toBeLessThan(500)
      expect(app.errors).toEqual([])
    },
  )
})
