import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { type CatalogDatabase, createCatalogDatabase } from '../../scheduler/__fixtures__/catalog-database.ts'
import { readSchedule, writeSchedule } from './schedules.ts'

let database: CatalogDatabase
beforeAll(async () => {
  database = await createCatalogDatabase()
})
beforeEach(() => database.clear())
afterAll(() => database?.drop())

const read = () => readSchedule(database, 'services', 'made-up')

it('knows nothing of a job that nobody has scheduled', async () => {
  expect(await read()).toEqual({ now: expect.any(Number), dueAt: null, failures: 0 })
})

it('keeps for each job and provider when it runs next, to the millisecond', async () => {
  const dueAt = Date.UTC(2026, 0, 1, 12, 30, 15, 123)
  await writeSchedule(database, 'services', 'made-up', { dueAt: 0, failures: 3 })
  await writeSchedule(database, 'services', 'made-up', { dueAt, failures: 2 })
  await writeSchedule(database, 'countries', 'made-up', { dueAt: 1, failures: 7 })
  await writeSchedule(database, 'services', 'other', { dueAt: 1, failures: 7 })
  const { dueAt: kept, failures } = await read()
  expect(kept).toBeCloseTo(dueAt, 0)
  expect(failures).toBe(2)
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
  await writeSchedule(database, 'services', 'made-up', { dueAt: 1, failures: 0 })
  await database.sql`update onesms.schedules set next_due_at = 'infinity'`
  expect((await read()).dueAt).toBe(Number.POSITIVE_INFINITY)
})
