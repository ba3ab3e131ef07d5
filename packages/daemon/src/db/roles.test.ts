import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDaemon } from '../daemon.ts'
import { knownToken, tokenOf } from '../http/testing/guarded-app.ts'
import { jobNames, subjectsOf } from '../jobs/job.ts'
import { NO_LIMITS, NOTHING } from '../purchase/policy.ts'
import { runOnce } from '../testing/run-once.ts'
import { openStage, type Stage } from '../testing/stage.ts'
import { until } from '../testing/until.ts'
import { createRole, type TestRole } from './__fixtures__/roles.ts'
import { checkSchema, migrate } from './migrate.ts'
import { grantRuntime, isRoleName } from './roles.ts'

let stage: Stage
let runtime: TestRole
beforeAll(async () => {
  stage = await openStage()
  runtime = await createRole(stage.database.sql, stage.url, 'onesms')
  await grantRuntime(stage.database, runtime.name)
})
afterAll(async () => {
  await runtime?.drop()
  await stage?.close()
})

const relations = async () => {
  const rows = await stage.database.sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'onesms'::regnamespace and relkind in ('r', 'p', 'v', 'm') order by 1`
  return rows.map(({ name }) => name)
}
const denied = { code: '42501' }

describe.each(['anon', 'authenticated'])('T27 the role %s of a public data API', name => {
  let stranger: TestRole
  beforeAll(async () => {
    const { sql } = stage.database
    stranger = await createRole(sql, stage.url, 'onesms', name)
    // As somebody may have clicked it together.
    await sql
      .unsafe(`grant usage on schema onesms to "${name}"; grant all on all tables in schema onesms to "${name}"`)
      .simple()
    await sql.unsafe(`alter default privileges in schema onesms grant all on tables to "${name}"`)
    await grantRuntime(stage.database, runtime.name)
  })
  afterAll(() => stranger?.drop())

  it('is denied everything, in every table and view there is', async () => {
    const all = await relations()
    expect(all.length).toBeGreaterThan(25)
    for (const relation of all) {
      const { sql } = stranger.database
      for (const attempt of [
        () => sql`select from onesms.${sql(relation)}`,
        () => sql`delete from onesms.${sql(relation)}`,
        () => sql`insert into onesms.${sql(relation)} default values`,
      ]) {
        await expect(attempt(), relation).rejects.toMatchObject(denied)
      }
    }
  })

  it('is denied what is made later', async () => {
    const { sql } = stage.database
    await sql`create table onesms.later (secret text)`
    await expect(stranger.database.sql`select from onesms.later`).rejects.toMatchObject(denied)
    await sql`drop table onesms.later`
  })
})

describe('T28 the role that a daemon runs as', () => {
  it('can change no table, make none, and empty none', async () => {
    const { sql } = runtime.database
    for (const attempt of [
      () => sql`create table onesms.mine (a int)`,
      () => sql`alter table onesms.offers add column mine int`,
      () => sql`drop table onesms.offers`,
      () => sql`truncate onesms.offers`,
      () => sql`alter table onesms.audit disable trigger all`,
      () => sql`create schema mine`,
      () => sql`update onesms.migrations set checksum = 'x'`,
      () => sql`delete from onesms.purchase_intents`,
      () => sql`delete from onesms.messages`,
    ]) {
      await expect(attempt(), attempt.toString()).rejects.toMatchObject({
        code: expect.stringMatching(/^(42501|42P01)$/),
      })
    }
  })

  it('can write into the audit, and change nothing that stands there', async () => {
    const { sql } = runtime.database
    await sql`insert into onesms.audit (actor, action) values ('a test', 'writing')`
    expect(await sql`select actor from onesms.audit where action = 'writing'`).toEqual([{ actor: 'a test' }])
    await expect(sql`update onesms.audit set actor = 'nobody'`).rejects.toMatchObject(denied)
    await expect(sql`delete from onesms.audit`).rejects.toMatchObject(denied)
    await expect(sql`truncate onesms.audit`).rejects.toMatchObject(denied)
  })

  it('not even its owner changes the audit by mistake', async () => {
    const { sql } = stage.database
    await expect(sql`update onesms.audit set actor = 'nobody'`).rejects.toMatchObject(denied)
    await expect(sql`delete from onesms.audit`).rejects.toMatchObject(denied)
    await expect(sql`truncate onesms.audit`).rejects.toMatchObject(denied)
  })

  it('finds nothing to migrate', async () => {
    await checkSchema(runtime.database)
    expect(await migrate(runtime.database)).toEqual([])
  })

  it('is enough for every job, twice, and for what they let go of', async () => {
    for (const job of [...jobNames, ...jobNames]) {
      for (const subject of subjectsOf(job, [stage.provider])) {
        expect(await runOnce(runtime.database, job, subject), job).toMatchObject({ status: 'succeeded' })
      }
    }
  })

  it('is enough for a whole daemon: it syncs, serves and buys', async () => {
    const errors: unknown[] = []
    const daemon = await startDaemon({
      database: runtime.database,
      providers: [stage.provider],
      sync: { services: '*/5 * * * *', countries: '0 * * * *', balances: '*/10 * * * *', prune: '0 * * * *' },
      http: { port: 0, tokens: [knownToken('ann', ['catalog:read', 'activation:read', 'purchase'])] },
      purchase: {
        ...NOTHING,
        enabled: true,
        services: 'any',
        countries: 'any',
        maxPrice: new Map([['USD', '1000']]),
        limits: { subject: NO_LIMITS, total: { ...NO_LIMITS, spendPerDay: new Map([['USD', '5000']]) } },
      },
      onError: error => errors.push(error),
    })
    try {
      const log = async () =>
        (
          await stage.database.sql<{ job: string }[]>`
          select job from onesms.sync_logs where trigger = 'schedule' and status = 'succeeded'`
        ).map(({ job }) => job)
      await until('each job has run', async () => new Set(await log()).size === 4)
      const answer = await fetch(`${daemon.url}/v1/services`, {
        headers: { authorization: `Bearer ${tokenOf('ann')}` },
      })
      expect(((await answer.json()) as { data: unknown[] }).data.length).toBeGreaterThan(0)
      expect((await fetch(`${daemon.url}/readyz`)).status).toBe(200)

      const [order] = stage.emulator.catalog.countries.flatMap(({ id: country }) =>
        stage.emulator.catalog
          .offersOf(country)
          .flatMap(({ service, stock }) => (stock > 0 ? [{ service, country }] : [])),
      )
      const ask = async (path: string, body: object) => {
        const response = await fetch(`${daemon.url}${path}`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${tokenOf('ann')}`,
            'content-type': 'application/json',
            'idempotency-key': 'one',
          },
          body: JSON.stringify(body),
        })
        return { status: response.status, body: (await response.json()) as { readonly id?: string } }
      }
      const bought = await ask('/v1/activations', {
        service: `hero-sms:${order?.service}`,
        country: `hero-sms:${order?.country}`,
        max_price: '1000',
      })
      expect(bought).toMatchObject({ status: 201, body: { status: 'waiting' } })
      const { id } = bought.body
      expect(await stage.database.sql`select id, subject from onesms.activations`).toEqual([{ id, subject: 'ann' }])
      expect(
        await stage.database.sql`select state_to from onesms.audit where intent_id is not null order by id limit 3`,
      ).toEqual(['prepared', 'sending', 'confirmed'].map(state_to => ({ state_to })))
      await until('it to be told', async () => {
        const [row] = await stage.database
          .sql`select count(*) as told from onesms.activation_events where type = 'bought'`
        return row?.['told'] === 1
      })
      // Taken back now, or as soon as the provider takes it.
      expect([200, 202]).toContain((await ask(`/v1/activations/${id}/cancel`, {})).status)
    } finally {
      await daemon.stop()
    }
    expect(errors).toEqual([])
  })
})

describe('the name of a role', () => {
  it.each(['onesms_daemon', 'App-1', `r${'x'.repeat(50)}`])('%s is one', name => expect(isRoleName(name)).toBe(true))
  it.each(['', 'a b', 'a"; drop role x; --', 'pg_monitor', '1a', `r${'x'.repeat(51)}`, 'ä'])('%j is none', name =>
    expect(isRoleName(name)).toBe(false),
  )
  it('that nobody has is said to be nobody’s', async () => {
    await expect(grantRuntime(stage.database, 'nobody_here')).rejects.toThrow('There is no role nobody_here.')
  })
})
