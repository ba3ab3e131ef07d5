import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { type CatalogDatabase, createCatalogDatabase } from '../../scheduler/__fixtures__/catalog-database.ts'
import { acquireLease, type Lease } from './leases.ts'
import { type PlannedRun, readSchedule, writeSchedule } from './schedules.ts'

let database: CatalogDatabase
let lease: Lease
beforeAll(async () => {
  database = await createCatalogDatabase()
})
beforeEach(async () => {
  await database.clear()
  const taken = await acquireLease(database, 'catalog:made-up', 'a')
  if (!taken) throw new Error('the lease was not to be had')
  lease = taken
})
afterAll(() => database?.drop())

const write = (job: string, provider: string, planned: PlannedRun) =>
  writeSchedule(database, job, provider, planned, lease)
const read = () => readSchedule(database, 'services', 'made-up')

it('knows nothing of a job that nobody has scheduled', async () => {
  expect(await read()).toEqual({ now: expect.any(Number), dueAt: null, failures: 0 })
})

it('keeps for each job and provider when it runs next, to the millisecond', async () => {
  const dueAt = Date.UTC(2026, 0, 1, 12, 30, 15, 123)
  await write('services', 'made-up', { dueAt: 0, failures: 3 })
  await write('services', 'made-up', { dueAt, failures: 2 })
  await write('countries', 'made-up', { dueAt: 1, failures: 7 })
  await write('services', 'other', { dueAt: 1, failures: 7 })
  const { dueAt: kept, failures } = await read()
  expect(kept).toBeCloseTo(dueAt, 0)
  expect(failures).toBe(2)
})

it('D06 is not moved by who has lost the lease meanwhile', async () => {
  await write('services', 'made-up', { dueAt: 2_000, failures: 0 })
  await database.sql`update onesms.leases set expires_at = clock_timestamp() - interval '1 second'`
  await write('services', 'made-up', { dueAt: 1_000, failures: 0 })
  await acquireLease(database, 'catalog:made-up', 'b')
  await write('services', 'made-up', { dueAt: 1_000, failures: 0 })
  expect((await read()).dueAt).toBe(2_000)
})

it('D15 says what time it is by the clock of the database, not by that of the host', async () => {
  vi.spyOn(Date, 'now').mockReturnValue(Date.UTC(1999, 0, 1))
  const before = await database.sql<
    { now: number }[]
  >`select extract(epoch from clock_timestamp())::float8 * 1000 as now`
  const { now } = await read()
  expect(now - (before[0]?.now ?? 0)).toBeGreaterThanOrEqual(0)
  expect(now - (before[0]?.now ?? 0)).toBeLessThan(10_000)
  vi.restoreAllMocks()
})

it('D34 bears a time that is none', async () => {
  await write('services', 'made-up', { dueAt: 1, failures: 0 })
  await database.sql`update onesms.schedules set next_due_at = 'infinity'`
  expect((await read()).dueAt).toBe(Number.POSITIVE_INFINITY)
})
