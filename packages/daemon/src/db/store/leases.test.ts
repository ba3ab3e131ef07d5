import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { alternating } from '../../scheduler/__fixtures__/alternating.ts'
import { type CatalogDatabase, createCatalogDatabase } from '../../scheduler/__fixtures__/catalog-database.ts'
import type { Database } from '../tables.ts'
import { acquireLease, type Lease, releaseLease, renewLease } from './leases.ts'
import { beginRun } from './runs.ts'

const NAME = 'catalog:made-up'
let database: CatalogDatabase
let sql: Database['sql']
beforeAll(async () => {
  database = await createCatalogDatabase()
  sql = database.sql
})
beforeEach(() => database.clear())
afterAll(() => database?.drop())

async function acquired(holder: string, from: Database = database): Promise<Lease> {
  const lease = await acquireLease(from, NAME, holder)
  if (!lease) throw new Error(`${holder} did not get the lease`)
  return lease
}

const setEnd = (interval: string) =>
  sql`update onesms.leases set expires_at = clock_timestamp() + ${interval}::interval where name = ${NAME}`
const readRow = async () => (await sql`select * from onesms.leases where name = ${NAME}`)[0]
const begin = (lease: Lease, job = 'services') =>
  beginRun(database, { job, provider: 'made-up', trigger: 'manual', holder: 'a', lease })

describe('a lease', () => {
  it('goes to one of many who ask at once, also the first time', async () => {
    const pools = Array.from({ length: 5 }, () => database.connect(2))
    for (const round of [1, 2, 3]) {
      const asked = pools.flatMap((pool, index) => [
        acquireLease(pool, NAME, `${index}`),
        acquireLease(pool, NAME, 'x'),
      ])
      const leases = (await Promise.all(asked)).filter(lease => lease !== null)
      expect(leases).toEqual([{ name: NAME, token: round }])
      await setEnd('-1 second')
    }
  })

  it('is one of many: another name is another lease', async () => {
    await acquired('a')
    expect(await acquireLease(database, 'catalog:other', 'b')).toEqual({ name: 'catalog:other', token: 1 })
  })

  it('lasts a minute by the clock of the database', async () => {
    await acquired('a')
    const [row] = await sql`select expires_at - clock_timestamp() between '59 s' and '60 s' as ok from onesms.leases`
    expect(row?.['ok']).toBe(true)
  })

  it('D07 goes to the next one when it has ended, and the one before has no say any more', async () => {
    const before = await acquired('a')
    await setEnd('-1 microsecond')
    const after = await acquired('b')
    expect(after.token).toBe(before.token + 1)
    expect(await renewLease(database, before)).toBe(false)
    await releaseLease(database, before)
    expect(await renewLease(database, after)).toBe(true)
    expect(await readRow()).toMatchObject({ holder: 'b', token: after.token })
  })

  it('cannot be renewed after its end, even when nobody has taken it since', async () => {
    const lease = await acquired('a')
    await setEnd('-1 microsecond')
    expect(await renewLease(database, lease)).toBe(false)
  })

  it('counts how often it was taken from a process that let it end, and not how often it was given back', async () => {
    await releaseLease(database, await acquired('a'))
    await acquired('b')
    expect(await readRow()).toMatchObject({ takeovers: 0, is_released: false })
    await setEnd('-1 microsecond')
    await releaseLease(database, await acquired('c'))
    await acquired('d')
    expect(await readRow()).toMatchObject({ takeovers: 1, holder: 'd', token: 4 })
  })

  it('is free at once when it is given back', async () => {
    const lease = await acquired('a')
    await releaseLease(database, lease)
    expect(await renewLease(database, lease)).toBe(false)
    expect((await acquired('b')).token).toBe(lease.token + 1)
  })

  it('D34 an end in the year 2099 does not count, one that a renewal may have set does', async () => {
    await acquired('a')
    await setEnd('119 seconds')
    expect(await acquireLease(database, NAME, 'b')).toBeNull()
    await sql`update onesms.leases set expires_at = '2099-01-01'`
    expect(await acquired('b')).toEqual({ name: NAME, token: 2 })
    const [row] = await sql`select expires_at < clock_timestamp() + interval '61 s' as healed from onesms.leases`
    expect(row?.['healed']).toBe(true)
  })

  it('does not make others wait while its holder publishes', async () => {
    const lease = await acquired('a')
    await setEnd('-1 second') // it may even end meanwhile
    await sql.begin(async tx => {
      await tx`select from onesms.leases where name = ${NAME} and token = ${lease.token} for update`
      expect(await acquireLease(database.connect(), NAME, 'b')).toBeNull()
    })
    expect(await acquireLease(database, NAME, 'b')).not.toBeNull()
  })

  it('D08 works when every statement takes another connection', async () => {
    const pools = [database.connect(1).sql, database.connect(1).sql, database.connect(1).sql] as const
    const pooled: Database = { sql: alternating(pools), schema: database.schema }
    const lease = await acquired('a', pooled)
    expect(await acquireLease(pooled, NAME, 'b')).toBeNull()
    expect(await renewLease(pooled, lease)).toBe(true)
    await releaseLease(pooled, lease)
    expect((await acquired('b', pooled)).token).toBe(2)
    const backends = await Promise.all(
      pools.map(async pool => (await pool`select pg_backend_pid() as pid`)[0]?.['pid']),
    )
    expect(new Set(backends).size).toBe(3)
  })
})

describe('the runs under a lease', () => {
  const statuses = () => sql`select job, status, reason, finished_at from onesms.sync_logs order by id`

  it('D33 a run without a process reads abandoned when its lease ends, and is closed by the next holder', async () => {
    const lease = await acquired('a')
    await begin(lease)
    expect(await statuses()).toMatchObject([{ status: 'running', finished_at: null }])
    await setEnd('-1 second')
    await sql`update onesms.sync_runs set expires_at = clock_timestamp() - interval '1 second'`
    expect(await statuses()).toMatchObject([{ status: 'abandoned', finished_at: expect.any(Date) }])

    const next = await acquired('b')
    const [row] = await sql`select status, reason from onesms.sync_runs`
    expect(row).toEqual({ status: 'abandoned', reason: 'its process ended without a word' })
    await expect(begin(next)).resolves.toEqual(expect.any(Number))
  })

  it('closes nothing when the lease is not to be had', async () => {
    await begin(await acquired('a'))
    expect(await acquireLease(database, NAME, 'b')).toBeNull()
    expect(await statuses()).toMatchObject([{ status: 'running' }])
  })

  it('closes no runs of other leases', async () => {
    const other = await acquireLease(database, 'catalog:other', 'a')
    if (!other) throw new Error('the other lease was not to be had')
    await beginRun(database, { job: 'services', provider: 'other', trigger: 'manual', holder: 'a', lease: other })
    await acquired('b')
    expect(await statuses()).toMatchObject([{ status: 'running' }])
  })

  it('live as long as the lease is renewed', async () => {
    const lease = await acquired('a')
    await begin(lease)
    await sql`update onesms.sync_runs set expires_at = clock_timestamp() + interval '1 second'`
    await renewLease(database, lease)
    const [row] = await sql`
      select r.expires_at = l.expires_at as same from onesms.sync_runs r join onesms.leases l on l.name = r.lease_name`
    expect(row?.['same']).toBe(true)
  })
})
