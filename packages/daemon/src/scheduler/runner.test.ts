import { AuthenticationError } from '@onesms/sdk'
import { FakeClock } from '@onesms/sdk/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { acquireLease } from '../db/store/leases.ts'
import { readSchedule } from '../db/store/schedules.ts'
import type { Database } from '../db/tables.ts'
import { batchOf, type OnScan, providerOf, small, type Told } from '../jobs/__fixtures__/made-provider.ts'
import { until } from '../testing/until.ts'
import { aheadOf } from './__fixtures__/ahead-of.ts'
import { alternating } from './__fixtures__/alternating.ts'
import { type CatalogDatabase, createCatalogDatabase } from './__fixtures__/catalog-database.ts'
import { createGate } from './__fixtures__/gate.ts'
import { nextTick } from './cron.ts'
import { createRunner, type RunRequest } from './runner.ts'

// Once a year, so that no tick comes in the middle of a test.
const SCHEDULE = { services: '0 0 1 1 *', countries: '0 0 1 1 *' }

let database: CatalogDatabase
let clock: FakeClock
let failures: unknown[]
beforeAll(async () => {
  database = await createCatalogDatabase()
})
beforeEach(async () => {
  await database.clear()
  clock = new FakeClock()
  failures = []
})
afterAll(() => database?.drop())

/** A runner as another process has it. */
const runnerOn = (from: Database = database, holder = 'a') =>
  createRunner({ database: from, holder, schedule: SCHEDULE, clock, onFailure: error => failures.push(error) })

const { signal: never } = new AbortController()
const told = (onScan?: OnScan, tell: () => Told = () => small) => providerOf(tell, onScan ? { onScan } : {})
const scheduled = (different: Partial<RunRequest> = {}): RunRequest => ({
  job: 'services',
  provider: told(),
  trigger: 'schedule',
  signal: never,
  ...different,
})
const manual = (different: Partial<RunRequest> = {}) => scheduled({ trigger: 'manual', ...different })

const plan = (dueAt: string) =>
  database.sql`
    insert into onesms.schedules (job, provider, next_due_at, failures)
    values ('services', 'made-up', clock_timestamp() + ${dueAt}::interval, 0)
    on conflict (job, provider) do update set next_due_at = excluded.next_due_at`
const schedule = () => readSchedule(database, 'services', 'made-up')
const log = () => database.sql`select job, status, reason, holder, trigger from onesms.sync_logs order by id`
const offers = () => database.sql`select service, country, price::text, stock from onesms.offers order by 1, 2`
const published = [
  { service: 'made-up:zz', country: 'GB', price: '0.250000', stock: 0 },
  { service: 'telegram', country: 'DE', price: '0.750000', stock: null },
  { service: 'telegram', country: 'GB', price: '0.500000', stock: 10 },
]
/** Has the lease end, and another process take it. */
const passOn = async () => {
  await database.sql`update onesms.leases set expires_at = clock_timestamp() - interval '1 second'`
  expect(await acquireLease(database, 'catalog:made-up', 'b')).not.toBeNull()
}

describe('a run', () => {
  it('publishes what the provider tells, and plans the next tick', async () => {
    const result = await runnerOn().run(scheduled())
    expect(result).toMatchObject({ status: 'succeeded', reason: null, requests: 3, rowsRead: 3, rowsWritten: 3 })
    expect(await offers()).toEqual(published)
    expect(await log()).toEqual([
      { job: 'services', status: 'succeeded', reason: null, holder: 'a', trigger: 'schedule' },
    ])
    const { now, dueAt, failures: inARow } = await schedule()
    expect(dueAt).toBe(nextTick(SCHEDULE.services, now))
    expect(inARow).toBe(0)
    expect(clock.sleeping).toBe(0)
  })

  it('takes place on schedule only when it is due, by hand always', async () => {
    await plan('1 hour')
    const runner = runnerOn()
    expect(await runner.run(scheduled())).toEqual({ status: 'not_due', reason: 'its time has not come' })
    expect(await log()).toEqual([])
    expect(await runner.run(manual())).toMatchObject({ status: 'succeeded' })
    expect(await log()).toMatchObject([{ status: 'succeeded', trigger: 'manual' }])
  })

  it('D18 asleep for eight hours: one run makes up for all', async () => {
    await plan('-8 hours')
    const runner = runnerOn()
    const looks = [await runner.run(scheduled()), await runner.run(scheduled()), await runner.run(scheduled())]
    expect(looks.map(({ status }) => status)).toEqual(['succeeded', 'not_due', 'not_due'])
  })

  it('D34 a plan for the year 2099 is healed by a run', async () => {
    await database.sql`insert into onesms.schedules (job, provider, next_due_at) values ('services', 'made-up', '2099-06-01')`
    expect(await runnerOn().run(scheduled())).toMatchObject({ status: 'succeeded' })
    expect((await schedule()).dueAt).toBeLessThan(Date.UTC(2099, 0, 1))
  })

  it('D08 works when every statement takes another connection', async () => {
    const pools = [database.connect(1).sql, database.connect(1).sql, database.connect(1).sql] as const
    const runner = runnerOn({ sql: alternating(pools), schema: database.schema })
    expect(await runner.run(scheduled())).toMatchObject({ status: 'succeeded' })
    expect(await runner.run(scheduled({ job: 'countries' }))).toMatchObject({ status: 'succeeded' })
    expect(await offers()).toEqual(published)
  })

  it('clears away old history after the countries were read', async () => {
    const change = (age: string) => database.sql`
      insert into onesms.offer_changes (provider, native_service, native_country, operator, supplier, service, country, change, changed_at)
      values ('made-up', 'tg', '16', '', '', 'telegram', 'GB', 'new', clock_timestamp() - ${age}::interval)`
    await change('8 days')
    await change('6 days')
    const count = async () => (await database.sql`select from onesms.offer_changes`).count
    await runnerOn().run(manual())
    expect(await count()).toBe(2)
    await runnerOn().run(manual({ job: 'countries' }))
    expect(await count()).toBe(1)
  })
})

describe('several at once', () => {
  it('D01 five processes, one tick: one run', async () => {
    await plan('-1 second')
    const gate = createGate()
    const provider = told(gate.pass)
    const runs = Array.from({ length: 5 }, (_, index) =>
      runnerOn(database.connect(2), `daemon ${index}`).run(scheduled({ provider })),
    )
    await until('the others have been turned away', async () => (await log()).length === 5)
    gate.open()
    const results = await Promise.all(runs)
    expect(results.map(({ status }) => status).sort()).toEqual([
      'skipped',
      'skipped',
      'skipped',
      'skipped',
      'succeeded',
    ])
    expect((await log()).map(({ status }) => status).sort()).toEqual(results.map(({ status }) => status).sort())
  })

  it('D01 five processes that come one after the other: one run, and nobody is in the way', async () => {
    await plan('-1 second')
    const statuses: string[] = []
    for (const index of [0, 1, 2, 3, 4]) {
      statuses.push((await runnerOn(database.connect(1), `daemon ${index}`).run(scheduled())).status)
    }
    expect(statuses).toEqual(['succeeded', 'not_due', 'not_due', 'not_due', 'not_due'])
  })

  it('D01 looks again once it has the lease, for another may have been faster', async () => {
    await plan('-1 second')
    const faster = async () => {
      expect(await runnerOn(database, 'faster').run(scheduled())).toMatchObject({ status: 'succeeded' })
    }
    const slow = runnerOn(aheadOf('.leases (name', database.connect(), faster))
    expect(await slow.run(scheduled())).toMatchObject({ status: 'not_due' })
    expect(await log()).toMatchObject([{ status: 'succeeded', holder: 'faster' }])
    expect(await acquireLease(database, 'catalog:made-up', 'b')).not.toBeNull() // it was given back
  })

  it('D04 a run that lasts longer than its period is not joined by another', async () => {
    const gate = createGate()
    const slow = runnerOn().run(manual({ provider: told(gate.pass) }))
    await gate.arrived
    const other = runnerOn(database.connect(), 'b')
    expect(await other.run(scheduled())).toEqual({ status: 'skipped', reason: 'another process is at it' })
    expect(await other.run(manual({ job: 'countries' }))).toMatchObject({ status: 'skipped' })
    gate.open()
    expect(await slow).toMatchObject({ status: 'succeeded' })
    expect((await log()).map(({ status }) => status)).toEqual(['succeeded', 'skipped', 'skipped'])
  })

  it('lets the jobs of one process wait for each other', async () => {
    const runner = runnerOn()
    const results = await Promise.all([
      runner.run(scheduled()),
      runner.run(scheduled({ job: 'countries' })),
      runner.run(scheduled()),
    ])
    expect(results.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'not_due'])
  })

  it('does not let one provider wait for another', async () => {
    const gate = createGate()
    const runner = runnerOn()
    const slow = runner.run(manual({ provider: told(gate.pass) }))
    await gate.arrived
    expect(await runner.run(manual({ provider: providerOf(() => small, { id: 'other' }) }))).toMatchObject({
      status: 'succeeded',
    })
    gate.open()
    expect(await slow).toMatchObject({ status: 'succeeded' })
  })
})

describe('a run that does not end well', () => {
  it('writes down why, leaves the catalog alone, and is tried again after 30 s, then 60 s', async () => {
    await runnerOn().run(manual())
    const error = new AuthenticationError('made-up refused the key', { hint: 'Check it.' })
    const provider = told(() => Promise.reject(error))
    for (const [inARow, wait] of [
      [1, 30],
      [2, 60],
    ] as const) {
      await plan('-1 second')
      const result = await runnerOn().run(scheduled({ provider }))
      expect(result).toMatchObject({ status: 'failed', reason: 'authentication: made-up refused the key. Check it.' })
      const { now, dueAt, failures: counted } = await schedule()
      expect(counted).toBe(inARow)
      expect(((dueAt ?? 0) - now) / 1000).toBeGreaterThan(wait - 5)
      expect(((dueAt ?? 0) - now) / 1000).toBeLessThanOrEqual(wait)
    }
    expect(failures).toEqual([error, error])
    expect(await offers()).toEqual(published)
    expect((await log()).at(-1)).toMatchObject({ status: 'failed', reason: expect.stringContaining('refused the key') })
  })

  it('counts a refused catalog as not done, and an incomplete one as done', async () => {
    const empty = await runnerOn().run(manual({ provider: told(undefined, () => ({ ...small, batches: [] })) }))
    expect(empty).toMatchObject({ status: 'rejected', reason: 'empty: the catalog has no offers', rowsWritten: 0 })
    expect((await schedule()).failures).toBe(1)

    const half = { ...small, batches: [batchOf('16', [['tg', '1', 1]])], report: { missing: ['43'], partial: true } }
    const partial = await runnerOn().run(manual({ provider: told(undefined, () => half) }))
    expect(partial).toMatchObject({ status: 'partial', rowsWritten: 1 })
    const { now, dueAt, failures: inARow } = await schedule()
    expect(inARow).toBe(0)
    expect(dueAt).toBe(nextTick(SCHEDULE.services, now))
  })

  it('D39 aborted: gives the lease back, says so, and is due as before', async () => {
    await plan('-1 second')
    const planned = (await schedule()).dueAt
    const gate = createGate()
    const stopping = new AbortController()
    const run = runnerOn().run(scheduled({ provider: told(gate.pass), signal: stopping.signal }))
    await gate.arrived
    stopping.abort(new Error('stopping'))
    expect(await run).toMatchObject({ status: 'aborted', reason: 'stopping' })
    expect(await log()).toMatchObject([{ status: 'aborted' }])
    expect(await schedule()).toMatchObject({ dueAt: planned, failures: 0 })
    expect(failures).toEqual([])
    expect(await runnerOn(database, 'b').run(scheduled())).toMatchObject({ status: 'succeeded' })
  })

  it('does not begin when it was aborted while it waited for its turn', async () => {
    const gate = createGate()
    const stopping = new AbortController()
    const runner = runnerOn()
    const first = runner.run(manual({ provider: told(gate.pass) }))
    const second = runner.run(manual({ job: 'countries', signal: stopping.signal }))
    stopping.abort(new Error('stopping'))
    gate.open()
    await expect(second).rejects.toThrow('stopping')
    expect(await first).toMatchObject({ status: 'succeeded' })
    expect(await log()).toHaveLength(1)
  })

  it('takes at most ten minutes', async () => {
    const gate = createGate()
    const run = runnerOn().run(manual({ provider: told(gate.pass) }))
    await gate.arrived
    await clock.advance(10 * 60_000)
    expect(await run).toMatchObject({ status: 'failed', reason: 'it took longer than 10 minutes' })
    expect(await offers()).toEqual([])
    expect((await schedule()).failures).toBe(1)
    expect(clock.sleeping).toBe(0)
  })

  it('D07 stops when its lease is lost, and leaves everything to the new holder', async () => {
    await plan('-1 second')
    const planned = (await schedule()).dueAt
    const gate = createGate()
    const run = runnerOn().run(scheduled({ provider: told(gate.pass) }))
    await gate.arrived
    await passOn()
    await clock.advance(20_000)
    expect(await run).toMatchObject({ status: 'fenced', reason: 'the lease catalog:made-up was lost' })
    expect(await offers()).toEqual([])
    expect(await schedule()).toMatchObject({ dueAt: planned, failures: 0 })
    expect(await log()).toMatchObject([{ status: 'fenced' }])
    expect(await acquireLease(database, 'catalog:made-up', 'c')).toBeNull()
  })

  it('D06 publishes nothing when its lease was lost without its knowledge', async () => {
    const gate = createGate()
    const run = runnerOn().run(manual({ provider: told(gate.pass) }))
    await gate.arrived
    await passOn()
    gate.open()
    expect(await run).toMatchObject({ status: 'fenced', rowsWritten: 0 })
    expect(await offers()).toEqual([])
    expect(await schedule()).toMatchObject({ dueAt: null })
  })

  it('D33 does not stand in the way of the next, even if it never said how it ended', async () => {
    const gate = createGate()
    const lost = runnerOn(database.connect(), 'crashed').run(manual({ provider: told(gate.pass) }))
    await gate.arrived
    await database.sql`update onesms.leases set expires_at = clock_timestamp() - interval '1 second'`
    await database.sql`update onesms.sync_runs set expires_at = clock_timestamp() - interval '1 second'`
    expect(await log()).toMatchObject([{ status: 'abandoned', holder: 'crashed' }])
    expect(await runnerOn().run(manual())).toMatchObject({ status: 'succeeded' })
    expect(await log()).toMatchObject([
      { status: 'abandoned', holder: 'crashed' },
      { status: 'succeeded', holder: 'a' },
    ])
    gate.open()
    await lost
  })
})
