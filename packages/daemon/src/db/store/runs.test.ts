import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CatalogDatabase, createCatalogDatabase } from '../../scheduler/__fixtures__/catalog-database.ts'
import { acquireLease, type Lease } from './leases.ts'
import { beginRun, endRun, logSkippedRun, type RunEnd } from './runs.ts'

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

const run = { job: 'services', provider: 'made-up', trigger: 'manual', holder: 'a' } as const
const end: RunEnd = {
  status: 'partial',
  reason: 'one country could not be read',
  requests: 3,
  bytes: 3_000_000_000,
  rowsRead: 400_000,
  rowsWritten: 12,
  details: { failed: [{ country: '16', reason: 'no answer' }], text: 'a "quoted" \\ word' },
}
const readRuns = () => database.sql`select * from onesms.sync_logs order by id`

describe('the run log', () => {
  it('tells how a run went', async () => {
    const id = await beginRun(database, { ...run, lease })
    expect(await readRuns()).toMatchObject([
      { id, ...run, status: 'running', lease_token: lease.token, finished_at: null, reason: null },
    ])
    await endRun(database.sql, database.schema, id, end)
    expect(await readRuns()).toMatchObject([
      {
        id,
        status: 'partial',
        reason: end.reason,
        requests: 3,
        bytes: 3_000_000_000,
        rows_read: 400_000,
        rows_written: 12,
        details: end.details,
        finished_at: expect.any(Date),
      },
    ])
  })

  it('ends with a run what it said first', async () => {
    const id = await beginRun(database, { ...run, lease })
    await endRun(database.sql, database.schema, id, end)
    await endRun(database.sql, database.schema, id, { ...end, status: 'failed', reason: 'too late' })
    expect(await readRuns()).toMatchObject([{ status: 'partial' }])
  })

  it('begins no run under a lease that somebody else has by now', async () => {
    await database.sql`update onesms.leases set token = token + 1`
    await expect(beginRun(database, { ...run, lease })).rejects.toThrow('was lost before the run began')
    expect(await readRuns()).toEqual([])
  })

  it('D04 has no place for two running runs of one job and provider', async () => {
    await beginRun(database, { ...run, lease })
    await expect(beginRun(database, { ...run, lease })).rejects.toThrow('sync_runs_running')
    await beginRun(database, { ...run, job: 'countries', lease })
    expect(await readRuns()).toHaveLength(2)
  })

  it('mentions a run that did not take place', async () => {
    await logSkippedRun(database, run)
    expect(await readRuns()).toMatchObject([
      {
        ...run,
        status: 'skipped',
        reason: 'another process is at it',
        finished_at: expect.any(Date),
        lease_token: null,
      },
    ])
  })
})
