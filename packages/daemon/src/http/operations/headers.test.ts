import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp, routesOf } from '../app.ts'
import { scopes } from '../auth/scope.ts'
import { knownToken, tokenOf } from '../testing/guarded-app.ts'
import { openTestApp, type TestApp } from '../testing/test-app.ts'

/** What holds neither phones nor texts, and is the same for all who may read it: these may be kept: asked about each time, or for ever under a name of their own. */
const KEPT = /^\/(v1\/(services|countries)|openapi\.json|docs(\/.*)?|admin\/[\w.-]+\.(css|js))$/

describe('the headers of every route', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await openTestApp()
  })
  afterAll(() => app.close())

  const context = () => ({
    database: app.database,
    providers: [],
    isReady: () => true,
    onError: () => {},
    triggerSync: async () => ({ provider: 'x', id: 1, state: 'running' as const }),
    tokens: [knownToken('all', scopes), knownToken('none', ['purchase'])],
  })

  it('T37 let nobody guess a type, tell where one was, run a script from elsewhere, or keep what is of somebody', async () => {
    const { fetch } = createApp(context())
    const routes = routesOf(context())
    expect(routes.length).toBeGreaterThan(20)
    for (const { method, path } of routes) {
      const url = `http://localhost${path.replace(/:\w+/g, 'some-id')}`
      for (const token of [undefined, 'wrong', tokenOf('none'), tokenOf('all')]) {
        const ended = new AbortController()
        const headers = new Headers(token === undefined ? {} : { authorization: `Bearer ${token}` })
        const response = await fetch(new Request(url, { method, headers, signal: ended.signal }))
        // A form of the admin page has to say to its own server where it came from.
        const refers = path.startsWith('/admin') ? expect.stringMatching(/^(no-referrer|same-origin)$/) : 'no-referrer'
        const told = {
          of: `${method} ${path} ${response.status}`,
          type: response.headers.get('x-content-type-options'),
          referrer: response.headers.get('referrer-policy'),
          resource: response.headers.get('cross-origin-resource-policy'),
          id: response.headers.get('x-request-id')?.length,
        }
        expect(told).toEqual({ of: told.of, type: 'nosniff', referrer: refers, resource: 'same-origin', id: 36 })
        const policy = response.headers.get('content-security-policy') ?? ''
        expect([told.of, policy]).toEqual([told.of, expect.stringMatching(/^default-src 'none'/)])
        expect([told.of, policy]).not.toEqual([told.of, expect.stringMatching(/unsafe|\*|https?:/)])
        const kept = response.headers.get('cache-control') ?? ''
        const may = KEPT.test(path) && response.status < 400
        expect([told.of, kept]).toEqual([
          told.of,
          expect.stringMatching(may ? /no-(store|cache)|immutable/ : /no-store/),
        ])
        expect(response.headers.get('access-control-allow-origin')).toBeNull()
        ended.abort()
        await response.body?.cancel().catch(() => {})
      }
    }
  })

  it.each([
    ['no route', 'http://localhost/nothing', 'GET', 404],
    ['another method', 'http://localhost/v1/services', 'POST', 405],
    ['another name', 'http://evil.test/v1/services', 'GET', 421],
  ])('T37 hold for %s too', async (_, url, method, status) => {
    const response = await createApp(context()).fetch(new Request(url, { method }))
    expect(response.status).toBe(status)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'",
      'cache-control': 'no-store',
    })
  })
})
