import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../http/app.ts'
import { type CatalogDatabase, createCatalogDatabase } from '../scheduler/__fixtures__/catalog-database.ts'
import type { AppFiles } from './app-files.ts'
import { createAppPages } from './app-pages.ts'
import { makeToken } from './sale.ts'

const file = (text: string, type: string) => ({ body: Buffer.from(text), type })
const FILES: AppFiles = new Map([
  ['/index.html', file('<!doctype html><title>App</title>', 'text/html; charset=utf-8')],
  ['/assets/index-Ab_d1234.js', file('start()', 'text/javascript; charset=utf-8')],
  ['/favicon.svg', file('<svg/>', 'image/svg+xml')],
])
const ORIGIN = 'http://localhost:8787'
const HTML = { accept: 'text/html,*/*' }

describe('the app in front of a daemon', () => {
  const errors: unknown[] = []
  const { token, known } = makeToken()
  let database: CatalogDatabase
  let fetch: (request: Request) => Promise<Response>
  beforeAll(async () => {
    database = await createCatalogDatabase()
    const app = createApp({
      database,
      providers: [],
      tokens: [known],
      pages: createAppPages({ files: FILES, token }),
      isReady: () => true,
      onError: error => errors.push(error),
      triggerSync: async (_, { id }) => ({ provider: id, id: 1, state: 'running' }),
    })
    fetch = app.fetch
  })
  afterAll(async () => {
    await database.drop()
    expect(errors).toEqual([])
  })

  const get = (path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') =>
    fetch(new Request(`${ORIGIN}${path}`, { method, headers }))
  const session = (headers: Readonly<Record<string, string>> = {}, origin = ORIGIN) =>
    fetch(
      new Request(`${origin}/session`, {
        method: 'POST',
        headers: { origin, 'x-onesms-demo': '1', ...headers },
      }),
    )
  const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? ''
  const whose = async (response: Response) => {
    const { token: lent } = (await response.json()) as { readonly token: string }
    const [row] = await database.sql`
      select subject, scopes, spend_cap from ${database.sql(database.schema)}.sessions
      where hash = sha256(${lent}::bytea)`
    return row
  }

  it.each(['/', '/index.html'])('T13 T37 %s is the app, kept by nobody and framed by nobody', async path => {
    const response = await get(path, HTML)
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('<title>App</title>')
    const headers = Object.fromEntries(response.headers)
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'set-cookie': expect.stringMatching(/^onesms-demo=[\w-]{22}; HttpOnly; SameSite=Strict; Path=\/;/),
    })
    const policy = headers['content-security-policy'] ?? ''
    const readme = readFileSync(new URL('../../../../examples/react-app/README.md', import.meta.url), 'utf8')
    expect(readme.replaceAll(/\s+/g, ' ')).toContain(`\`${policy}\``)
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
    expect(Object.keys(headers).filter(name => name.startsWith('access-control-'))).toEqual([])
  })

  it('has a browser keep what has a digest in its name, and ask again for the rest', async () => {
    const [script, icon] = [await get('/assets/index-Ab_d1234.js'), await get('/favicon.svg')]
    expect([script.status, icon.status]).toEqual([200, 200])
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(icon.headers.get('cache-control')).toBe('no-cache')
    expect(icon.headers.get('content-security-policy')).toBe("default-src 'none'")
    const head = await get('/assets/index-Ab_d1234.js', {}, 'HEAD')
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  it.each([
    '/v1/nothing',
    '/assets/../../package.json',
    '/assets/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/nothing.js',
  ])('has no file at %s', async path => {
    const response = await get(path, HTML)
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
  })

  it('leaves the API as it is, and takes nothing at a page', async () => {
    expect(await (await get('/livez')).json()).toMatchObject({ status: expect.any(String) })
    expect((await get('/v1/services')).status).toBe(401)
    expect((await get('/', HTML, 'POST')).status).toBe(404)
  })

  it('lends the page of the app a token that buys for its browser alone, for a while and for little', async () => {
    const response = await session()
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const { token: lent, expires_at } = (await response.clone().json()) as { token: string; expires_at: string }
    expect(Date.parse(expires_at) - Date.now()).toBeLessThanOrEqual(601_000)
    expect((await get('/v1/services', { authorization: `Bearer ${lent}` })).status).toBe(200)
    const [, id] = cookieOf(response).split('=')
    expect(await whose(response)).toMatchObject({
      subject: `demo/${id}`,
      scopes: ['catalog:read', 'activation:read', 'purchase'],
    })
    expect((await get('/v1/activations', { authorization: `Bearer ${lent}` })).status).toBe(200)
    for (const path of ['/metrics', '/v1/tokens']) {
      const method = path === '/metrics' ? 'GET' : 'POST'
      expect((await get(path, { authorization: `Bearer ${lent}` }, method)).status).toBeGreaterThanOrEqual(400)
    }
  })

  it('knows a browser again, and takes nobody for another', async () => {
    const first = await session()
    const again = await session({ cookie: `a=b; ${cookieOf(first)}` })
    expect(again.headers.get('set-cookie')).toBeNull()
    const [one, same, other] = [await whose(first), await whose(again), await whose(await session())]
    expect(same?.['subject']).toBe(one?.['subject'])
    expect(other?.['subject']).not.toBe(one?.['subject'])
    const forged = await session({ cookie: 'onesms-demo=../op' })
    expect((await whose(forged))?.['subject']).toMatch(/^demo\/[\w-]{22}$/)
  })

  it.each([
    ['a page of another site', { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }],
    ['a page of another port', { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' }],
    ['a page of another origin in an old browser', { origin: 'http://localhost:3000' }],
    ['a page that hides where it is from', { origin: 'null' }],
    ['a form of its own', { 'sec-fetch-site': 'same-origin', 'x-onesms-demo': '' }],
  ])('T13 lends nothing to %s', async (_, headers) => {
    const response = await session(headers)
    expect(response.status).toBe(403)
    expect(await response.text()).not.toContain('ost_')
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('T13 tells no other origin that it may ask', async () => {
    const headers = { origin: 'https://evil.test', 'access-control-request-method': 'POST' }
    for (const path of ['/session', '/v1/activations']) {
      const response = await get(path, { ...headers, 'access-control-request-headers': 'x-onesms-demo' }, 'OPTIONS')
      expect(response.status).toBe(405)
      expect([...response.headers.keys()].filter(name => name.startsWith('access-control-'))).toEqual([])
    }
    expect((await get('/session')).status).toBe(405)
  })

  it.each(['evil.test:8787', 'localhost.evil.test'])('T14 neither shows itself nor lends to %s', async host => {
    expect((await fetch(new Request(`http://${host}/`, { headers: HTML }))).status).toBe(421)
    expect((await session({}, `http://${host}`)).status).toBe(421)
  })
})
