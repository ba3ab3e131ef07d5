import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { publishAgain } from '../testing/seed.ts'
import { absentPool, openTestApp, type TestApp } from '../testing/test-app.ts'

const LISTS = ['/v1/services', '/v1/countries']

describe('answers from memory', () => {
  let app: TestApp
  beforeEach(async () => {
    app = await openTestApp()
  })
  afterEach(() => app.close())

  /** How much SQL an answer takes. */
  const cost = async (ask: () => Promise<unknown>) => {
    const before = app.statements
    await ask()
    return app.statements - before
  }

  const renameTelegram = async () => {
    const { sql, schema } = app.database
    await sql`update ${sql(schema)}.services set name = 'Telegramm' where code = 'telegram'`
  }

  it.each(LISTS)('%s: neither a 200 nor a 304 asks the database again within a second', async path => {
    const first = await app.get(path)
    const etag = first.headers.get('etag') ?? ''
    await app.clock.advance(999)
    expect(await cost(() => app.get(path))).toBe(0)
    expect(await cost(() => app.get(path, { 'if-none-match': etag }))).toBe(0)
    await app.clock.advance(1)
    expect(await cost(() => app.get(path))).toBeGreaterThan(0)
    expect(await cost(() => app.get(path))).toBe(0)
  })

  it('many who ask at once cost one look and one read', async () => {
    const one = await cost(() => app.get('/v1/services'))
    await publishAgain(app.database, 'alpha')
    await app.clock.advance(1_000)
    expect(await cost(() => Promise.all(Array.from({ length: 100 }, () => app.get('/v1/services'))))).toBe(one)
  })

  it('a body of the same version is read once', async () => {
    const first = await cost(() => app.get('/v1/services'))
    await renameTelegram()
    await app.clock.advance(1_000)
    const look = await cost(() => app.get('/v1/services'))
    expect(look).toBeLessThan(first)
    expect(await (await app.get('/v1/services?q=telegram')).text()).toContain('Telegramm')
    expect(await (await app.get('/v1/services')).text()).not.toContain('Telegramm')
  })

  it.each(LISTS)('%s: what is published shows a second later, under another tag', async path => {
    const before = await app.get(path)
    await publishAgain(app.database, 'beta')
    expect(await (await app.get(path)).text()).toBe(await before.text())
    await app.clock.advance(1_000)
    const after = await app.get(path, { 'if-none-match': before.headers.get('etag') ?? '' })
    expect(after.status).toBe(200)
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'))
    expect(await after.json()).toMatchObject({ as_of: '2026-01-01T09:35:00.000Z' })
  })

  it('a publication after which an answer says the same leaves its tag', async () => {
    const before = await app.get('/v1/services')
    await publishAgain(app.database, 'alpha') // beta was seen longest ago, and still was
    await app.clock.advance(1_000)
    const after = await app.get('/v1/services', { 'if-none-match': before.headers.get('etag') ?? '' })
    expect(after.status).toBe(304)
  })

  it('one catalog is never mixed with the next: a body read after a publication is not kept for the version before', async () => {
    await app.get('/v1/services')
    await renameTelegram()
    await publishAgain(app.database, 'alpha')
    // Not in memory, so it is read now, within the second in which the version before still counts.
    expect(await (await app.get('/v1/services?limit=50')).text()).toContain('Telegramm')
    // Having seen a newer catalog, it looks at once instead of serving the older one.
    expect(await (await app.get('/v1/services')).text()).toContain('Telegramm')
  })

  it('the tag is the same for every process and every spelling, and another for another answer', async () => {
    const etag = async (path: string) => (await app.get(path)).headers.get('etag')
    expect(await etag('/v1/services?limit=3&active=true')).toBe(await etag('/v1/services?active=true&limit=3'))
    expect(await etag('/v1/services?limit=3')).not.toBe(await etag('/v1/services?limit=4'))
    const other = await openTestApp()
    expect((await other.get('/v1/services')).headers.get('etag')).toBe(await etag('/v1/services'))
    await other.close()
  })

  it('a 304 has the tag and no body', async () => {
    const etag = (await app.get('/v1/services')).headers.get('etag') ?? ''
    const response = await app.get('/v1/services', { 'if-none-match': `"other", W/${etag}` })
    expect(response.status).toBe(304)
    expect(await response.text()).toBe('')
    expect(response.headers.get('etag')).toBe(etag)
    expect(response.headers.get('cache-control')).toBe('no-cache')
  })

  describe('without a database', () => {
    it('D09 serves for a minute what was current, and says how old it is', async () => {
      const before = await app.get('/v1/services')
      const etag = before.headers.get('etag') ?? ''
      expect(before.headers.get('warning')).toBeNull()
      app.pool = absentPool()
      await app.clock.advance(60_000)
      const stale = await app.get('/v1/services')
      expect(stale.status).toBe(200)
      expect(stale.headers.get('warning')).toBe('110 - "Response is Stale"')
      expect(stale.headers.get('age')).toBe('60')
      expect(await stale.text()).toBe(await before.text())
      const unchanged = await app.get('/v1/services', { 'if-none-match': etag })
      expect(unchanged.status).toBe(304)
      expect(unchanged.headers.get('warning')).toBe('110 - "Response is Stale"')
      await app.clock.advance(1)
      expect((await app.get('/v1/services')).status).toBe(503)
    })

    it('serves the current catalog again within a second of its return', async () => {
      await app.get('/v1/services')
      app.pool = absentPool()
      await app.clock.advance(30_000)
      await app.get('/v1/services')
      app.pool = app.database.sql
      await publishAgain(app.database, 'alpha')
      await app.clock.advance(1_000)
      expect((await app.get('/v1/services')).headers.get('warning')).toBeNull()
    })

    it('asks for it once a second, however many want an answer', async () => {
      await app.get('/v1/services')
      app.pool = absentPool()
      await app.clock.advance(1_000)
      const one = await cost(() => app.get('/v1/services'))
      expect(one).toBeGreaterThan(0)
      expect(await cost(() => Promise.all([app.get('/v1/services'), app.get('/v1/countries')]))).toBe(0)
    })

    it.each(['/v1/services', '/v1/countries', '/v1/offers?service=telegram', '/v1/sync/logs'])(
      '%s is a 503 that says when to ask again, when there is nothing to fall back on',
      async path => {
        app.pool = absentPool()
        const response = await app.get(path)
        expect(response.status).toBe(503)
        expect(response.headers.get('retry-after')).toBe('5')
        expect(await response.json()).toMatchObject({ code: 'database_unavailable' })
      },
    )

    it('still refuses a bad question as such', async () => {
      app.pool = absentPool()
      expect((await app.get('/v1/services?limit=0')).status).toBe(400)
    })
  })
})
