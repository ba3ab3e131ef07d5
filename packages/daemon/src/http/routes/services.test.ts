import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp, type TestApp } from '../testing/test-app.ts'

describe('GET /v1/services and /v1/countries', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await openTestApp()
  })
  afterAll(() => app.close())

  const codes = async (path: string) => (await app.list(path)).data.map(row => row['code'])

  it('answers with every service by code, and the time of the provider seen longest ago', async () => {
    const answer = await app.list('/v1/services')
    expect(answer).toMatchObject({ as_of: '2026-01-01T09:30:00.000Z', next: null })
    expect(answer.data).toHaveLength(7)
    expect(answer.data).toContainEqual({
      code: 'telegram',
      name: 'Telegram',
      category: 'messaging',
      icon: 'telegram.svg',
      active: true,
      total_available: 3_000_000_000,
    })
  })

  it('T25 carries codes such as __proto__ and constructor as data', async () => {
    expect(await codes('/v1/services?q=proto')).toEqual(['__proto__'])
    expect(await codes('/v1/services?q=constr')).toEqual(['constructor'])
    const { data } = await app.list('/v1/countries?q=GB')
    const metadata = data[0]?.['metadata'] as { native_ids: object }
    expect(Object.entries(metadata.native_ids)).toContainEqual(['__proto__', ['1']])
    expect(({} as Record<string, unknown>)['alpha']).toBeUndefined()
  })

  it('answers with what a country is', async () => {
    expect((await app.list('/v1/countries?q=united')).data).toEqual([
      {
        code: 'GB',
        name: 'United Kingdom',
        active: true,
        success_rate: 0.95,
        total_services: 2,
        total_available: 10,
        metadata: JSON.parse('{"native_ids":{"alpha":["16"],"__proto__":["1"]},"top_services":[{"code":"telegram"}]}'),
        last_sync: '2026-01-01T10:00:00.120Z',
      },
    ])
  })

  it.each([
    ['/v1/services?category=transport', ['uber']],
    ['/v1/services?q=TELE', ['telegram']],
    ['/v1/services?q=a:z', ['alpha:zz']],
    ['/v1/services?active=false', ['oldie']],
    ['/v1/services?active=true&available=true&category=messaging&q=app', []],
    ['/v1/services?active=true&category=messaging&q=app', ['whatsapp']],
    ['/v1/countries?active=false', ['FR']],
    ['/v1/countries?available=true&active=true&q=g', ['GB']],
  ])('filters: %s', async (path, expected) => {
    expect(await codes(path)).toEqual(expected)
  })

  it('takes % and _ in q for the characters they are', async () => {
    expect(await codes('/v1/services?q=%25')).toEqual(['oldie'])
    expect(await codes('/v1/services?q=_100')).toEqual(['oldie'])
  })

  it.each(['/v1/services?limit=2', '/v1/countries?limit=1', '/v1/services?limit=7', '/v1/countries?limit=3'])(
    'pages give every row once: %s',
    async path => {
      const [endpoint = ''] = path.split('?')
      const pages = await app.pages(path)
      expect(pages.flat()).toEqual((await app.list(endpoint)).data)
      const limit = Number(path.split('=')[1])
      expect(pages.slice(0, -1).every(page => page.length === limit)).toBe(true)
      expect(pages.at(-1)?.length).toBeGreaterThan(0)
    },
  )

  it.each([
    ['/v1/services?limit=0', 'limit', 'limit must be a whole number from 1 to 5000.'],
    ['/v1/services?limit=5001', 'limit', 'limit must be a whole number from 1 to 5000.'],
    ['/v1/services?limit=1e3', 'limit', 'limit must be a whole number from 1 to 5000.'],
    ['/v1/services?limit=', 'limit', 'limit must be a whole number from 1 to 5000.'],
    ['/v1/services?active=yes', 'active', 'active must be true or false.'],
    ['/v1/services?available=false', 'available', 'available must be true, or absent.'],
    ['/v1/services?category=food', 'category', expect.stringContaining('must be one of social, messaging')],
    ['/v1/services?q=', 'q', expect.stringContaining('must be 1 to 100 characters')],
    ['/v1/services?q=%00', 'q', expect.stringContaining('none of them a control character')],
    [`/v1/services?q=${'x'.repeat(101)}`, 'q', expect.stringContaining('must be 1 to 100 characters')],
    ['/v1/services?active=true&active=false', 'active', 'active must be given once.'],
    ['/v1/services?cursor=x', 'cursor', expect.stringContaining('must be the next of an earlier answer')],
  ])('a bad value is named, with what to do: %s', async (path, field, detail) => {
    const response = await app.get(path)
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ status: 400, code: 'invalid_parameter', field, detail })
  })

  it('a cursor of another list is refused', async () => {
    const { next } = await app.list('/v1/services?limit=1')
    expect((await app.get(`/v1/countries?cursor=${next}`)).status).toBe(400)
    expect((await app.get(`/v1/services?cursor=${next}`)).status).toBe(200)
  })

  it.each([
    ['/v1/services?catgory=other', 'catgory', ['category']],
    ['/v1/countries?category=other', 'category', []],
    ['/v1/services?__proto__=1', '__proto__', []],
    ['/v1/services?constructor=1', 'constructor', []],
  ])('an unknown parameter is not ignored: %s', async (path, field, suggestions) => {
    const response = await app.get(path)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'unknown_parameter', field, suggestions })
  })
})
