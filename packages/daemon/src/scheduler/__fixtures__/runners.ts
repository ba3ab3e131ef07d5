import { FakeClock } from '@onesms/sdk/testing'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { readSchedule } from '../../db/store/schedules.ts'
import type { Database } from '../../db/tables.ts'
import { type OnScan, providerOf, small, type Told } from '../../jobs/__fixtures__/made-provider.ts'
import { createRunner, type Runner, type RunRequest } from '../runner.ts'
import { type CatalogDatabase, createCatalogDatabase } from './catalog-database.ts'

// Once a year, so that no tick comes in the middle of a test.
export const SCHEDULE = { services: '0 0 1 1 *', countries: '0 0 1 1 *' }

/** A migrated database for the tests of a file, empty for each, and what they ask of it. */
export function useRunners() {
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
  return {
    get database() {
      return database
    },
    get clock() {
      return clock
    },
    /** What runs threw. */
    get failures() {
      return failures
    },
    /** A runner as another process has it. */
    runnerOn: (from: Database = database, holder = 'a'): Runner =>
      createRunner({ database: from, holder, schedule: SCHEDULE, clock, onFailure: error => failures.push(error) }),
    plan: (dueAt: string) => database.sql`
      insert into onesms.schedules (job, provider, next_due_at, failures)
      values ('services', 'made-up', clock_timestamp() + ${dueAt}::interval, 0)
      on conflict (job, provider) do update set next_due_at = excluded.next_due_at`,
    schedule: () => readSchedule(database, 'services', 'made-up'),
    log: () => database.sql`select job, status, reason, holder, trigger from onesms.sync_logs order by id`,
    offers: () => database.sql`select service, country, price::text, stock from onesms.offers order by 1, 2`,
  }
}

const { signal: never } = new AbortController()

export const told = (onScan?: OnScan, tell: () => Told | Promise<never> = () => small) =>
  providerOf(tell as () => Told, onScan ? { onScan } : {})

export const scheduled = (different: Partial<RunRequest> = {}): RunRequest => ({
  job: 'services',
  provider: told(),
  trigger: 'schedule',
  signal: never,
  ...different,
})

export const manual = (different: Partial<RunRequest> = {}) => scheduled({ trigger: 'manual', ...different })

/** The offers of {@link small}, once they are published. */
export const published = [
  { service: 'made-up:zz', country: 'GB', price: '0.250000', stock: 0 },
  { service: 'telegram', country: 'DE', price: '0.750000', stock: null },
  { service: 'telegram', country: 'GB', price: '0.500000', stock: 10 },
]
