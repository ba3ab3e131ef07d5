import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect } from '../../db/connect.ts'
import { absentPool, openTestApp, type TestApp } from '../testing/test-app.ts'

describe('GET /livez and /readyz', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await openTestApp()
  })
  beforeEach(() => {
    app.pool = app.database.sql
    app.ready = true
  })
  afterAll(() => app.close())

  it('is ready with a database of the right schema, once the daemon says so', async () => {
    const ready = await app.get('/readyz')
    expect(ready.status).toBe(200)
    expect(await ready.json()).toEqual({ status: 'ready', checks: { database: 'ok', schema: 'ok', daemon: 'ok' } })
    app.ready = false
    const starting = await app.get('/readyz')
    expect(starting.status).toBe(503)
    expect(await starting.json()).toMatchObject({ status: 'not_ready', checks: { daemon: 'not_ready' } })
  })

  it('T36 without a database it says so, and not why', async () => {
    app.pool = absentPool()
    const response = await app.get('/readyz')
    expect(response.status).toBe(503)
    expect(await response.text()).toBe(
      '{"status":"not_ready","checks":{"database":"unavailable","schema":"unknown","daemon":"ok"}}',
    )
  })

  it('gives a database that hangs one second', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as { port: number }
    app.pool = connect({ url: `postgres://nobody@127.0.0.1:${port}/nothing`, max: 1 })
    const answer = app.get('/readyz')
    await once(silent, 'connection')
    await app.clock.advance(999)
    expect(await Promise.race([answer, 'waiting'])).toBe('waiting')
    await app.clock.advance(1)
    expect((await answer).status).toBe(503)
    await app.pool.end({ timeout: 0 })
    silent.close()
  })

  it('is not ready with a schema of another version', async () => {
    const { sql, schema } = app.database
    await sql`update ${sql(schema)}.migrations set id = id + 1000`
    try {
      const response = await app.get('/readyz')
      expect(response.status).toBe(503)
      expect(await response.json()).toMatchObject({ checks: { database: 'ok', schema: 'mismatch' } })
    } finally {
      await sql`update ${sql(schema)}.migrations set id = id - 1000`
    }
  })

  it('asks the database once for all who ask at once', async () => {
    const before = app.statements
    await app.get('/readyz')
    const one = app.statements - before
    await Promise.all(Array.from({ length: 50 }, () => app.get('/readyz')))
    expect(app.statements - before).toBe(2 * one)
  })

  it('is alive without asking anybody', async () => {
    app.pool = absentPool()
    app.ready = false
    const before = app.statements
    const response = await app.get('/livez')
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ status: 'ok' })
    expect(app.statements).toBe(before)
  })
})
