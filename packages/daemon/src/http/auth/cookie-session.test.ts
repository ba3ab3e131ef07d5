import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDatabaseGate } from '../database-gate.ts'
import { Problem } from '../problem.ts'
import { knownToken, tokenOf } from '../testing/guarded-app.ts'
import { openTestApp, type TestApp } from '../testing/test-app.ts'
import { createAuthenticator } from './authenticate.ts'
import { createCookieSessions, csrfOf } from './cookie-session.ts'
import { doorTo } from './guard.ts'
import { createSessions } from './sessions.ts'

const ORIGIN = 'https://onesms.example'
const FORM = 'application/x-www-form-urlencoded'
const tokens = [knownToken('boss', ['admin', 'catalog:read']), knownToken('clerk', ['catalog:read'])]

describe('the cookie of the admin page', () => {
  let app: TestApp
  let cookies: ReturnType<typeof createCookieSessions>
  let doors: Record<'admin' | 'api', ReturnType<typeof doorTo>>
  beforeAll(async () => {
    app = await openTestApp()
  })
  afterAll(() => app.close())
  beforeEach(() => {
    const context = { database: app.database, clock: app.clock, tokens, gate: createDatabaseGate(app.clock) }
    const sessions = createSessions(context)
    cookies = createCookieSessions(sessions, tokens)
    const proof = { cookies, authenticate: createAuthenticator(tokens, sessions) }
    doors = {
      admin: doorTo({ path: '/admin/sync', scope: 'admin' }, proof),
      api: doorTo({ path: '/v1/services', scope: 'catalog:read' }, proof),
    }
  })

  const request = (path: string, headers: Record<string, string>, body?: string) =>
    new Request(`http://onesms.example${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      body: body ?? null,
    })
  const fromPage = { origin: ORIGIN, 'sec-fetch-site': 'same-origin', 'content-type': FORM }
  const login = (by: string, headers: Record<string, string> = fromPage) =>
    cookies.login(request('/admin/login', headers, new URLSearchParams({ token: tokenOf(by) }).toString()))
  const openSession = async () => (await login('boss'))?.headers.get('set-cookie')?.split(';')[0] ?? ''
  /** Status and code of what a door says; `in` where it opens. */
  const knock = async (door: 'admin' | 'api', asked: Request) => {
    try {
      const answer = await doors[door](asked)
      return answer instanceof Response ? `${answer.status} ${answer.headers.get('location')}` : 'in'
    } catch (error) {
      if (error instanceof Problem) return error.facts.code
      throw error
    }
  }

  it('T12 is a __Host- cookie for eight hours that no script reads and no other site sends', async () => {
    const response = await login('boss')
    expect([response?.status, response?.headers.get('location')]).toEqual([303, '/admin'])
    expect(response?.headers.get('set-cookie')).toMatch(
      /^__Host-onesms=osc_[\w-]{64}; HttpOnly; Secure; SameSite=Strict; Path=\/; Max-Age=28800$/,
    )
  })

  it('T16 is for holders of an admin token', async () => {
    expect(await login('clerk')).toBeNull()
    expect(await login('nobody')).toBeNull()
  })

  it.each<[what: string, headers: Record<string, string>]>([
    ['no origin', { 'content-type': FORM }],
    ['another origin', { ...fromPage, origin: 'https://evil.example' }],
    ['another port', { ...fromPage, origin: `${ORIGIN}:8443` }],
    ['a hidden origin', { ...fromPage, origin: 'null' }],
    ['another site', { ...fromPage, 'sec-fetch-site': 'same-site' }],
    ['plain text', { ...fromPage, 'content-type': 'text/plain' }],
  ])('T12 nobody is logged in by %s', async (_, headers) => {
    await expect(login('boss', headers)).rejects.toMatchObject({ facts: { code: 'cross_site' } })
  })

  it('T12 opens /admin, and nothing under /v1', async () => {
    const cookie = await openSession()
    expect(await knock('admin', request('/admin/sync', { cookie }))).toBe('in')
    expect(await knock('api', request('/v1/services', { cookie }))).toBe('unauthorized')
    const value = cookie.slice('__Host-onesms='.length)
    expect(await knock('api', request('/v1/services', { authorization: `Bearer ${value}` }))).toBe('unauthorized')
  })

  it('T12 a form of the page changes something, and the route can still read it', async () => {
    const cookie = await openSession()
    const csrf = csrfOf(request('/admin', { cookie })) ?? ''
    const form = new URLSearchParams({ csrf, job: 'services' }).toString()
    const admitted = await doors.admin(request('/admin/sync', { ...fromPage, cookie }, form))
    if (admitted instanceof Response) throw new Error('it was answered')
    expect((await admitted.request.formData()).get('job')).toBe('services')
    expect(admitted.identity?.subject).toBe('boss')
  })

  it.each<[what: string, headers: Record<string, string>, csrf: 'right' | 'wrong' | 'none', door: string]>([
    ['a form of the page', fromPage, 'right', 'in'],
    ['JSON of the page', { ...fromPage, 'content-type': 'application/json; charset=utf-8' }, 'none', 'in'],
    ['a form without the field', fromPage, 'none', 'cross_site'],
    ['a form with another field', fromPage, 'wrong', 'cross_site'],
    ['a form of another origin', { ...fromPage, origin: 'https://evil.example' }, 'right', 'cross_site'],
    ['a form of another site', { ...fromPage, 'sec-fetch-site': 'cross-site' }, 'right', 'cross_site'],
    ['text/plain that is JSON', { ...fromPage, 'content-type': 'text/plain' }, 'right', 'cross_site'],
    ['a file form', { ...fromPage, 'content-type': 'multipart/form-data; boundary=x' }, 'right', 'cross_site'],
    ['no content type', { origin: ORIGIN, 'content-type': '' }, 'right', 'cross_site'],
    ['no origin', { 'content-type': FORM }, 'right', 'cross_site'],
    ['JSON without an origin', { 'content-type': 'application/json' }, 'none', 'cross_site'],
    ['a hidden origin', { ...fromPage, origin: 'null' }, 'right', 'cross_site'],
  ])('T12 %s', async (_, headers, field, door) => {
    const cookie = await openSession()
    const csrf = field === 'right' ? (csrfOf(request('/admin', { cookie })) ?? '') : 'wrong'
    const form = field === 'none' ? '' : new URLSearchParams({ csrf }).toString()
    expect(await knock('admin', request('/admin/sync', { ...headers, cookie }, form))).toBe(door)
  })

  it('T12 the field of one session is worth nothing in another', async () => {
    const [first, second] = [await openSession(), await openSession()]
    const csrf = csrfOf(request('/admin', { cookie: first })) ?? ''
    const form = new URLSearchParams({ csrf }).toString()
    expect(await knock('admin', request('/admin/sync', { ...fromPage, cookie: second }, form))).toBe('cross_site')
  })

  it('T12 two cookies of the name are none', async () => {
    const cookie = await openSession()
    expect(await knock('admin', request('/admin/sync', { cookie: `${cookie}; ${cookie}` }))).toBe('303 /admin/login')
  })

  it('T12 a logout ends it', async () => {
    const cookie = await openSession()
    const admitted = await doors.admin(request('/admin/sync', { cookie }))
    if (admitted instanceof Response || !admitted.identity) throw new Error('not let in')
    const response = await cookies.logout(admitted.identity)
    expect(response.headers.get('set-cookie')).toContain('Max-Age=0')
    expect(await knock('admin', request('/admin/sync', { cookie }))).toBe('303 /admin/login')
    expect(await knock('admin', request('/admin/sync', { ...fromPage, cookie }, ''))).toBe('revoked_token')
  })

  it('T12 without one a reader is shown the login, and who changes something is refused', async () => {
    expect(await knock('admin', request('/admin/sync', {}))).toBe('303 /admin/login')
    expect(await knock('admin', request('/admin/sync', fromPage, ''))).toBe('unauthorized')
    expect(await knock('admin', request('/admin/sync', { cookie: `__Host-onesms=osc_${'x'.repeat(43)}` }))).toBe(
      '303 /admin/login',
    )
  })

  it('T16 a token opens /admin too, without a page', async () => {
    const by = (name: string) => ({ authorization: `Bearer ${tokenOf(name)}` })
    expect(await knock('admin', request('/admin/sync', by('boss'), ''))).toBe('in')
    expect(await knock('admin', request('/admin/sync', by('clerk')))).toBe('forbidden')
  })
})
