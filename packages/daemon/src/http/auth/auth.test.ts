import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TriggeredRun } from '../../scheduler/trigger.ts'
import { ASSETS } from '../admin/assets.ts'
import { createApp, routesOf } from '../app.ts'
import { createDatabaseGate } from '../database-gate.ts'
import { knownToken, tokenOf } from '../testing/guarded-app.ts'
import { anOffer, stubProvider } from '../testing/stub-provider.ts'
import { openTestApp, type TestApp } from '../testing/test-app.ts'
import { createAuthenticator } from './authenticate.ts'
import { LOGIN_PATH } from './cookie-session.ts'
import { type Scope, scopes } from './scope.ts'
import { createSessions, type SessionKind, type Sessions } from './sessions.ts'
import { hashOf, weaknessOf } from './token.ts'

const lender = knownToken('lender', scopes)
const known = [...scopes.map(scope => knownToken(scope, [scope])), lender]
const lent = ['catalog:read', 'activation:read', 'purchase'] as const

/** What each route asks for; one that is not named here fails the test. */
const EXPECTED: Readonly<Record<string, Scope | null>> = {
  'GET /v1/services': 'catalog:read',
  'GET /v1/countries': 'catalog:read',
  'GET /v1/offers': 'catalog:read',
  'GET /v1/availability': 'catalog:read',
  'GET /v1/sync/logs': 'catalog:read',
  'POST /v1/sync/services': 'sync:trigger',
  'POST /v1/sync/countries': 'sync:trigger',
  'POST /v1/sync/balances': 'sync:trigger',
  'POST /v1/sync/invariants': 'sync:trigger',
  'POST /v1/sync/prune': 'sync:trigger',
  'GET /v1/balances': 'catalog:read',
  'GET /startupz': null,
  'GET /metrics': 'admin',
  'GET /v1/status': 'catalog:read',
  'GET /openapi.json': 'catalog:read',
  'GET /docs': null,
  'GET /docs/page.js': null,
  'GET /docs/page.css': null,
  'GET /docs/swagger-ui-bundle.js': null,
  'GET /docs/swagger-ui.css': null,
  'POST /v1/tokens': 'activation:read',
  'DELETE /v1/tokens/:id': 'activation:read',
  'GET /admin': 'admin',
  'GET /admin/purchases': 'admin',
  'GET /admin/numbers': 'admin',
  'GET /admin/prices': 'admin',
  'GET /admin/system': 'admin',
  'POST /admin/sync': 'admin',
  'POST /admin/switch': 'admin',
  'POST /admin/webhooks/replay': 'admin',
  'POST /admin/purchases/:id/resolve': 'admin',
  'POST /admin/numbers/texts': 'admin',
  'POST /admin/logout': 'admin',
  'GET /admin/login': null,
  'POST /admin/login': null,
  [`GET ${ASSETS.style}`]: null,
  [`GET ${ASSETS.script}`]: null,
  'GET /v1/activations/:id/events': 'activation:read',
  'GET /v1/events': 'activation:read',
  'POST /v1/webhooks/:provider/:secret': null,
  'GET /v1/webhooks/deliveries': 'admin',
  'POST /v1/webhooks/deliveries/:id/replay': 'admin',
  'GET /v1/analytics/outcomes': 'activation:read',
  'GET /v1/analytics/countries': 'activation:read',
  'GET /v1/analytics/history': 'catalog:read',
  'POST /v1/activations': 'purchase',
  'POST /v1/rentals': 'purchase',
  'POST /v1/rentals/:id/extend': 'purchase',
  'GET /v1/rentals/offers': 'catalog:read',
  'GET /v1/rentals/:id/extensions': 'activation:read',
  'GET /v1/activations': 'activation:read',
  'GET /v1/activations/:id': 'activation:read',
  'GET /v1/rentals': 'activation:read',
  'GET /v1/rentals/:id': 'activation:read',
  'POST /v1/activations/:id/cancel': 'purchase',
  'POST /v1/activations/:id/complete': 'purchase',
  'POST /v1/activations/:id/retry': 'purchase',
  'POST /v1/activations/:id/report': 'purchase',
  'POST /v1/rentals/:id/cancel': 'purchase',
  'POST /v1/rentals/:id/complete': 'purchase',
  'GET /v1/purchases/open': 'admin',
  'GET /v1/purchases/orphans': 'admin',
  'POST /v1/purchases/:id/resolve': 'admin',
  'GET /v1/purchases/:id': 'activation:read',
  'GET /v1/purchases': 'activation:read',
  'GET /livez': null,
  'GET /readyz': null,
}
const QUERIES: Readonly<Record<string, string>> = {
  'GET /v1/offers': '?service=telegram',
  'GET /v1/availability': '?service=telegram',
}

describe('who may ask what', () => {
  let app: TestApp
  let guarded: ReturnType<typeof createApp>
  let open: ReturnType<typeof createApp>
  const context = () => ({
    database: app.database,
    providers: [stubProvider('stub', async () => [anOffer()])],
    isReady: () => true,
    onError: () => {},
    triggerSync: async (): Promise<TriggeredRun> => ({ provider: 'stub', id: 1, state: 'running' }),
  })
  let sessions: Sessions
  beforeAll(async () => {
    app = await openTestApp()
    sessions = createSessions({ ...context(), tokens: known, clock: app.clock, gate: createDatabaseGate(app.clock) })
    guarded = createApp({ ...context(), tokens: known, hosts: ['onesms.internal'] })
    open = createApp(context())
  })
  afterAll(() => app.close())

  const ask = (route: string, authorization?: string, host = 'localhost') =>
    guarded.fetch(requestOf(route, host, authorization ? { authorization } : {}))
  const requestOf = (route: string, host = 'localhost', headers: Readonly<Record<string, string>> = {}) => {
    const [method = '', path = ''] = route.split(' ')
    const body = method === 'POST' ? '{}' : null
    return new Request(`http://${host}${path.replace(/:\w+/g, 'x')}${QUERIES[route] ?? ''}`, {
      method,
      body,
      headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
    })
  }
  /** `in`: whoever asked got past the door, whatever the route then makes of a request without content. */
  const doorOf = async (response: Response) => {
    if (response.ok) await response.body?.cancel() // it may never end
    if (response.status === 401 || response.headers.get('location') === LOGIN_PATH) return '401'
    if (response.status !== 403) return 'in'
    const { code } = (await response.json()) as { readonly code: string }
    return code === 'forbidden' ? '403' : 'in'
  }
  const openSession = async (kind: SessionKind, given: readonly Scope[]) => {
    const wish = { kind, token: lender, subject: 'lender/user', scopes: given, spendCap: null, lifetime: 600_000 }
    return (await sessions.open(wish)).token
  }

  it('T16 G17 names every route there is', () => {
    const actual = routesOf(context()).map(({ method, path, scope }) => [`${method} ${path}`, scope])
    expect(Object.fromEntries(actual)).toEqual(EXPECTED)
  })

  it.each(Object.entries(EXPECTED))('T16 G17 %s takes %s', async (route, needed) => {
    expect(await doorOf(await ask(route))).toBe(needed === null ? 'in' : '401')
    for (const scope of scopes) {
      const door = await doorOf(await ask(route, `Bearer ${tokenOf(scope)}`))
      expect([scope, door]).toEqual([scope, needed === null || scope === needed ? 'in' : '403'])
    }
  })

  it.each(Object.entries(EXPECTED))('T16 T18 %s takes %s from a short-lived token too', async (route, needed) => {
    for (const scope of lent) {
      const door = await doorOf(await ask(route, `Bearer ${await openSession('ost', [scope])}`))
      expect([scope, door]).toEqual([scope, needed === null || scope === needed ? 'in' : '403'])
    }
    const expired = await openSession('ost', lent)
    const { sql, schema } = app.database
    await sql`update ${sql(schema)}.sessions set expires_at = created_at where hash = ${hashOf(expired)}`
    expect(await doorOf(await ask(route, `Bearer ${expired}`))).toBe(needed === null ? 'in' : '401')
  })

  it.each(Object.entries(EXPECTED))(
    'T12 T16 %s takes the cookie of an operator under /admin alone',
    async (route, needed) => {
      const value = await openSession('osc', ['admin'])
      const headers = { cookie: `__Host-onesms=${value}`, origin: 'http://localhost' }
      const mayEnter = needed === null || (needed === 'admin' && / \/admin(\/|$)/.test(route))
      expect(await doorOf(await guarded.fetch(requestOf(route, 'localhost', headers)))).toBe(mayEnter ? 'in' : '401')
      expect(await doorOf(await ask(route, `Bearer ${value}`))).toBe(needed === null ? 'in' : '401')
    },
  )

  it.each(Object.entries(EXPECTED))(
    'G17 without tokens this machine may read, and no more: %s',
    async (route, needed) => {
      const door = await doorOf(await open.fetch(requestOf(route)))
      expect(door).toMatch(needed === null || needed === 'catalog:read' ? /^in$/ : /^40[13]$/)
    },
  )

  const named = Object.entries(EXPECTED).filter(([route]) => route.includes(':'))
  it.each(named)('T15 a NUL is in no name, whoever asks: %s', async (route, needed) => {
    const at = route.replace(/:\w+/g, 'a%00b')
    expect((await ask(at)).status).toBe(needed === null ? 404 : 401)
    if (needed !== null) expect((await ask(at, `Bearer ${tokenOf(needed)}`)).status).toBe(404)
  })

  const good = tokenOf('catalog:read')
  it.each([
    ['nothing', ''],
    ['another scheme', `Basic ${good}`],
    ['a shorter one', `Bearer ${good.slice(0, -1)}`],
    ['a longer one', `Bearer ${good}A`],
    ['two of them', `Bearer ${good}, Bearer ${good}`],
    ['64 kB', `Bearer ${'A'.repeat(65_536)}`],
    ['signs of Latin-1', 'Bearer \u00e9\u00ff'],
    ['no token', 'Bearer '],
  ])('T15 is 401 and not a failure: %s', async (_, authorization) => {
    const response = await ask('GET /v1/services', authorization)
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    expect(await response.text()).not.toContain(good.slice(0, 8))
  })

  it('T15 anything at all is answered with null or who it is', () => {
    const authenticate = createAuthenticator(known)
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), text => {
        const headers = new Headers()
        try {
          headers.set('authorization', `Bearer ${text}`)
        } catch {
          return // no header can say it
        }
        expect(authenticate(new Request('http://localhost/', { headers }))).toBeNull()
      }),
    )
  })

  it('T14 answers to the names it was given, and to no other', async () => {
    expect((await ask('GET /livez', undefined, 'onesms.internal:8787')).status).toBe(200)
    expect((await ask('GET /livez', undefined, 'ONESMS.internal')).status).toBe(200)
    expect((await ask('GET /livez', undefined, 'internal')).status).toBe(421)
  })
})

describe('a token', () => {
  it.each([
    ['short', 'shorter than 43'],
    ['a'.repeat(64), 'does not look random'],
    ['your-token-goes-here-your-token-goes-here-0000', 'does not look random'],
    [`${tokenOf('x')} y`, 'characters that do not belong'],
    ['Zq9'.repeat(200), 'longer than 512'],
  ])('T15 is refused where it is weak: %s', (token, weakness) => {
    expect(weaknessOf(token)).toContain(weakness)
  })

  it('is taken where it is random', () => {
    for (let seed = 0; seed < 200; seed += 1) expect(weaknessOf(tokenOf(String(seed)))).toBeNull()
  })
})
