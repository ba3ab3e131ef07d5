import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guardedApp, knownToken, tokenOf } from '../testing/guarded-app.ts'
import { absentPool, openTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let ask: ReturnType<typeof guardedApp>['ask']
beforeAll(async () => {
  app = await openTestApp()
  ask = guardedApp(app, [knownToken('reader', ['catalog:read']), knownToken('admin', ['catalog:read', 'admin'])]).ask
  const { sql } = app.database
  await sql`
    insert into onesms.sync_runs (job, provider, trigger, status, holder, started_at, finished_at)
    select 'services', provider, 'schedule', 'succeeded', 'test', now() - age * interval '1 second', now() - age * interval '1 second'
    from (values ('alpha', 60), ('beta', 700)) runs (provider, age)`
  await sql`
    insert into onesms.leases (name, holder, token, expires_at)
    values ('catalog:alpha', 'a', 7, now() + interval '30 seconds'), ('catalog:beta', 'b', 3, now() - interval '1 hour')`
  await sql`
    insert into onesms.purchase_intents (id, account, targets, max_price, state, sent_at)
    values ('unsure', 'alpha', '[]', 1, 'unknown', now() - interval '20 minutes')`
})
afterAll(() => app.close())

const status = async (token: string) =>
  (await (await ask('GET', '/v1/status', tokenOf(token))).json()) as {
    readonly jobs: readonly { readonly provider: string; readonly is_late: boolean; readonly success_age: number }[]
    readonly catalogs: readonly unknown[]
    readonly operations: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> | null
  }

describe('GET /v1/status', () => {
  it('says how old everything is against what is promised, and to an administrator what is open', async () => {
    const { jobs, catalogs, operations } = await status('admin')
    expect(jobs.map(({ provider, is_late }) => [provider, is_late])).toEqual([
      ['alpha', false],
      ['beta', true],
    ])
    expect(jobs[1]?.success_age).toBeGreaterThan(690)
    expect(catalogs).toMatchObject([{ provider: 'alpha', stale_countries: 1 }, { provider: 'beta' }])
    expect(operations?.['leases']).toMatchObject([
      { name: 'catalog:alpha', holder: 'a', token: 7, is_held: true },
      { name: 'catalog:beta', is_held: false },
    ])
    expect(operations?.['intents']).toMatchObject([{ account: 'alpha', state: 'unknown', count: 1 }])
    expect(operations?.['intents']?.[0]?.['oldest_age']).toBeGreaterThan(1_190)
  })

  it('says to a reader of the catalog how old it is, and no more', async () => {
    const { jobs, operations } = await status('reader')
    expect(jobs).toHaveLength(2)
    expect(operations).toBeNull()
  })

  it('answers 503 without a database', async () => {
    app.pool = absentPool()
    await app.clock.advance(5_000)
    expect((await ask('GET', '/v1/status', tokenOf('reader'))).status).toBe(503)
    app.pool = app.database.sql
    await app.clock.advance(5_000)
    expect((await ask('GET', '/v1/status', tokenOf('reader'))).status).toBe(200)
  })
})

describe('GET /startupz', () => {
  it('is over once the schema is there, and asks nobody from then on', async () => {
    const { sql } = app.database
    const { ask } = guardedApp(app, [])
    await sql`update onesms.migrations set id = id + 1000`
    const starting = await ask('GET', '/startupz')
    expect(starting.status).toBe(503)
    expect(await starting.json()).toEqual({ status: 'starting' })
    await sql`update onesms.migrations set id = id - 1000`
    expect((await ask('GET', '/startupz')).status).toBe(200)
    app.pool = absentPool()
    expect(await (await ask('GET', '/startupz')).json()).toEqual({ status: 'started' })
    app.pool = app.database.sql
  })
})
