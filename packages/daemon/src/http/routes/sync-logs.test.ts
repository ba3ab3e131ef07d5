import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guardedApp, knownToken, tokenOf } from '../testing/guarded-app.ts'
import { type Answer, openTestApp, type TestApp } from '../testing/test-app.ts'

describe('GET /v1/sync/logs', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await openTestApp()
    const { sql, schema } = app.database
    await sql`
      insert into ${sql(schema)}.sync_runs
        (job, provider, trigger, status, holder, started_at, finished_at, expires_at, requests, bytes, rows_read, rows_written, reason, details)
      values
        ('services', 'alpha', 'schedule', 'succeeded', 'host:1', '2026-01-01T10:00:00Z', '2026-01-01T10:00:09Z', null, 3, 3000000000, 10, 2, null, '{}'),
        ('countries', 'alpha', 'manual', 'rejected', 'host:1', '2026-01-01T10:00:00Z', '2026-01-01T10:00:05Z', null, 3, 10, 0, 0, 'no offers', '{"guard": "empty"}'),
        ('services', 'beta', 'schedule', 'running', 'host:2', '2026-01-01T10:05:00Z', null, '2026-01-01T10:06:00Z', 0, 0, 0, 0, null, '{}')`
  })
  afterAll(() => app.close())

  const ids = async (path: string) => (await app.list(path)).data.map(row => row['id'])

  it('tells the runs, the latest first, and what became of them', async () => {
    const { data, next } = await app.list('/v1/sync/logs')
    expect(next).toBeNull()
    expect(data.map(row => row['id'])).toEqual([3, 2, 1])
    expect(data[1]).toEqual({
      id: 2,
      job: 'countries',
      provider: 'alpha',
      trigger: 'manual',
      status: 'rejected',
      started_at: '2026-01-01T10:00:00.000Z',
      finished_at: '2026-01-01T10:00:05.000Z',
      requests: 3,
      bytes: 10,
      rows_read: 0,
      rows_written: 0,
      reason: 'no offers',
      details: { guard: 'empty' },
    })
  })

  it('T16 T36 tells what the books of an account come to to nobody but an administrator', async () => {
    const { sql, schema } = app.database
    const { ask } = guardedApp(app, [
      knownToken('reader', ['catalog:read']),
      knownToken('both', ['catalog:read', 'admin']),
    ])
    const told = async (as: string) =>
      ((await (await ask('GET', '/v1/sync/logs?job=invariants', tokenOf(as))).json()) as Answer).data
    const details = { guard: 'unattributed', unattributed: ['alpha:4711'], spent: { least: '812' } }
    const reason = 'unattributed: 1 numbers on the account belong to no purchase: alpha:4711'
    await sql`
      insert into ${sql(schema)}.sync_runs (job, provider, trigger, status, holder, started_at, finished_at, reason, details)
      values ('invariants', 'alpha', 'schedule', 'rejected', 'host:1', '2026-01-01', '2026-01-01', ${reason}, ${sql.json(details)})`
    try {
      expect(await told('reader')).toMatchObject([
        { status: 'rejected', reason: null, details: { guard: 'unattributed' } },
      ])
      expect(JSON.stringify(await told('reader'))).not.toMatch(/4711|812/)
      expect(await told('both')).toMatchObject([{ reason, details }])
    } finally {
      await sql`delete from ${sql(schema)}.sync_runs where job = 'invariants'`
    }
  })

  it('D33 shows a run as abandoned once its process is gone', async () => {
    expect((await app.list('/v1/sync/logs?status=abandoned')).data).toMatchObject([
      { id: 3, finished_at: '2026-01-01T10:06:00.000Z' },
    ])
    expect(await ids('/v1/sync/logs?status=running')).toEqual([])
  })

  it.each([
    ['job=services', [3, 1]],
    ['provider=alpha', [2, 1]],
    ['provider=nobody', []],
    ['job=services&provider=alpha&status=succeeded', [1]],
  ])('filters: %s', async (query, expected) => {
    expect(await ids(`/v1/sync/logs?${query}`)).toEqual(expected)
  })

  it('pages give every run once, also those that began in the same instant', async () => {
    const pages = await app.pages('/v1/sync/logs?limit=1')
    expect(pages.map(page => page.map(row => row['id']))).toEqual([[3], [2], [1]])
  })

  it.each([
    ['job=offers', 'job', expect.stringContaining('job must be one of services, countries,')],
    ['status=done', 'status', expect.stringContaining('status must be one of running,')],
    ['cursor=WyJsb2dzIiwiMSJd', 'cursor', expect.any(String)],
  ])('names a bad value: %s', async (query, field, detail) => {
    const response = await app.get(`/v1/sync/logs?${query}`)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'invalid_parameter', field, detail })
  })

  it('T36 does not say which process ran, and is kept by nobody', async () => {
    const response = await app.get('/v1/sync/logs')
    expect(await response.text()).not.toContain('host:')
    expect(response.headers.get('cache-control')).toBe('no-store')
  })
})
