import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sealedSecret } from '../auth/seal.ts'
import { hashOf } from '../auth/token.ts'
import { guardedApp, knownToken, tokenOf } from '../testing/guarded-app.ts'
import { absentPool, openTestApp, type TestApp } from '../testing/test-app.ts'

const READ = ['catalog:read'] as const
const shop = knownToken('shop', ['catalog:read', 'activation:read', 'purchase', 'admin', 'sync:trigger'], true)
const shopping = knownToken('shopping', ['catalog:read', 'activation:read'], true)
const lone = knownToken('lone', ['catalog:read', 'activation:read'])
const tokens = [shop, shopping, lone]

interface Issued {
  readonly id: string
  readonly token: string
  readonly subject: string
  readonly expires_at: string
}

describe('short-lived tokens', () => {
  let app: TestApp
  let here: ReturnType<typeof guardedApp>
  let elsewhere: ReturnType<typeof guardedApp>
  beforeAll(async () => {
    app = await openTestApp()
    here = guardedApp(app, tokens)
    elsewhere = guardedApp(app, tokens)
  })
  afterAll(() => app.close())

  const post = (body: unknown, by = 'shop') => here.ask('POST', '/v1/tokens', tokenOf(by), body)
  const issue = async (body: object = {}, by = 'shop') => {
    const response = await post({ scopes: READ, ...body }, by)
    expect(response.status).toBe(201)
    return (await response.json()) as Issued
  }
  const read = (token: string, at = here) => at.ask('GET', '/v1/services', token)
  const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code
  const table = () => app.database.sql`${app.database.sql(app.database.schema)}.sessions`

  it('T18 is known to every process, lives ten minutes at most, and stands nowhere but as a hash', async () => {
    const { id, token, expires_at, subject } = await issue({ subject: 'shop/alice' })
    expect(subject).toBe('shop/alice')
    expect(Buffer.from(token.slice(4), 'base64url')).toHaveLength(48)
    expect(Date.parse(expires_at) - Date.now()).toBeLessThanOrEqual(601_000)
    expect((await read(token)).status).toBe(200)
    expect((await read(token, elsewhere)).status).toBe(200)
    const rows = await app.database.sql`select * from ${table()} where id = ${id}`
    expect(JSON.stringify(rows)).not.toContain(token.slice(4, 12))
    expect(rows).toMatchObject([{ subject: 'shop/alice', spend_cap: null, scopes: ['catalog:read'] }])
  })

  it('T18 keeps what may be spent', async () => {
    const { id } = await issue({ scopes: ['purchase'], spend_cap: { amount: '2.5', currency: 'USD' } })
    const [row] = await app.database.sql`select spend_cap, currency from ${table()} where id = ${id}`
    expect(row).toEqual({ spend_cap: '2.500000', currency: 'USD' })
  })

  it.each<[what: string, body: object, field: string]>([
    ['eleven minutes', { expires_in: 660 }, 'expires_in'],
    ['no time', { expires_in: 0 }, 'expires_in'],
    ['the right to administer', { scopes: ['admin'] }, 'scopes.0'],
    ['the right to sync', { scopes: ['sync:trigger'] }, 'scopes.0'],
    ['no right', { scopes: [] }, 'scopes'],
    ['purchases without a cap', { scopes: ['purchase'] }, 'spend_cap'],
    ['a cap without purchases', { spend_cap: { amount: '1', currency: 'USD' } }, 'spend_cap'],
    ['a cap below nothing', { scopes: ['purchase'], spend_cap: { amount: '-1', currency: 'USD' } }, 'spend_cap.amount'],
    ['a colon in a subject', { subject: 'shop/a:b' }, 'subject'],
    ['two slashes in a subject', { subject: 'shop/a/b' }, 'subject'],
    ['a long subject', { subject: `shop/${'a'.repeat(60)}` }, 'subject'],
    ['a member nobody knows', { spendCap: null }, 'spendCap'],
  ])('T18 refuses %s', async (_, body, field) => {
    const response = await post({ scopes: READ, ...body })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ field })
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded'])('T12 takes JSON and no %s', async type => {
    const headers = { authorization: `Bearer ${tokenOf('shop')}`, 'content-type': type }
    const body = JSON.stringify({ scopes: READ })
    const response = await here.fetch(new Request('http://localhost/v1/tokens', { method: 'POST', headers, body }))
    expect(response.status).toBe(400)
  })

  it('T18 is not too large', async () => {
    expect((await post({ scopes: READ, subject: 'a'.repeat(20_000) })).status).toBe(400)
  })

  it.each<[what: string, by: string, body: object]>([
    ['more than one may oneself', 'lone', { scopes: ['purchase'], spend_cap: { amount: '1', currency: 'USD' } }],
    ["another's subject", 'shop', { subject: 'shopping' }],
    ["another's user", 'shop', { subject: 'shopping/alice' }],
    ['a user of a token that has none', 'lone', { subject: 'lone/alice' }],
  ])('T16 T17 issues not %s', async (_, by, body) => {
    const response = await post({ scopes: READ, ...body }, by)
    expect([response.status, await codeOf(response)]).toEqual([403, 'issue_refused'])
  })

  it('T16 a short-lived one issues and ends none', async () => {
    const { id, token } = await issue({ scopes: ['activation:read'] })
    expect(await codeOf(await here.ask('POST', '/v1/tokens', token, { scopes: ['activation:read'] }))).toBe(
      'issue_refused',
    )
    expect(await codeOf(await here.ask('DELETE', `/v1/tokens/${id}`, token))).toBe('issue_refused')
  })

  it('T18 ends when it is revoked: here at once, elsewhere within five seconds', async () => {
    const { id, token } = await issue({ subject: 'shop/bob' })
    await read(token)
    await read(token, elsewhere)
    expect((await here.ask('DELETE', `/v1/tokens/${id}`, tokenOf('shopping'))).status).toBe(404)
    expect((await read(token)).status).toBe(200)
    expect((await here.ask('DELETE', `/v1/tokens/${id}`, tokenOf('shop'))).status).toBe(200)
    const refused = await read(token)
    expect([refused.status, await codeOf(refused)]).toEqual([401, 'revoked_token'])
    await app.clock.advance(5_000)
    expect((await read(token, elsewhere)).status).toBe(401)
  })

  it('T18 ends by the clock, without a look at the database', async () => {
    const { id, token } = await issue()
    await app.database.sql`update ${table()} set expires_at = clock_timestamp() + interval '2 s' where id = ${id}`
    expect((await read(token)).status).toBe(200)
    await app.clock.advance(2_001)
    const refused = await read(token)
    expect([refused.status, await codeOf(refused)]).toEqual([401, 'expired_token'])
    expect(refused.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
  })

  it('T16 may no more than the token it rests on, and nothing without that', async () => {
    const { token } = await issue({ scopes: ['catalog:read', 'activation:read'] })
    const less = guardedApp(app, [{ ...shop, scopes: new Set(['activation:read']) }])
    expect(await codeOf(await read(token, less))).toBe('forbidden')
    const gone = guardedApp(app, [lone])
    expect(await codeOf(await read(token, gone))).toBe('unauthorized')
  })

  it('T15 who guesses at tokens shuts out nobody, and has the database asked for nothing', async () => {
    const { token } = await issue()
    app.pool = absentPool()
    const guesses = Array.from({ length: 300 }, () => `ost_${sealedSecret(hashOf(tokenOf('stranger')))}`)
    expect(new Set(await Promise.all(guesses.map(async guess => (await read(guess)).status)))).toEqual(new Set([401]))
    app.pool = app.database.sql
    expect((await read(token)).status).toBe(200)
  })

  it('T15 fails closed: without a database nobody is let in, nor told that the token is wrong', async () => {
    const { token } = await issue()
    await read(token)
    app.pool = absentPool()
    try {
      expect((await read(token)).status).toBe(200)
      await app.clock.advance(5_000)
      expect((await read(token)).status).toBe(503)
      expect((await read(`ost_${sealedSecret(hashOf(tokenOf('shop')))}`)).status).toBe(503)
      expect((await read(tokenOf('shop'))).status).not.toBe(401)
    } finally {
      app.pool = app.database.sql
    }
    expect((await read(token)).status).toBe(200)
  })
})
