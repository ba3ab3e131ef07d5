import { describe, expect, it, type TestContext } from 'vitest'
import { openStage, type Stage } from '../../testing/stage.ts'
import { type Interruption, type SyncProcess, type SyncResult, startSync } from '../../testing/sync-process.ts'
import { until } from '../../testing/until.ts'

/** A published catalog, and a process that was about to publish another one when it stopped. */
async function stopAt(
  interrupt: Omit<Interruption, 'signal'>,
  { onTestFinished }: TestContext,
): Promise<{ stage: Stage; holder: SyncProcess }> {
  const stage = await openStage()
  onTestFinished(stage.close)
  expect(await stage.sync()).toMatchObject({ status: 'succeeded' })
  const holder = startSync({
    url: stage.url,
    churn: { fraction: 0.3, seed: 3 },
    interrupt: { signal: 'SIGSTOP', ...interrupt },
  })
  onTestFinished(() => holder.kill('SIGKILL'))
  await holder.stopped
  return { stage, holder }
}

const endLease = ({ database: { sql } }: Stage) =>
  sql`update onesms.leases set expires_at = clock_timestamp() - interval '1 second'`
const tokens = ({ database: { sql } }: Stage) => sql`select distinct run_token from onesms.offers order by 1`
const statuses = async ({ database: { sql } }: Stage) =>
  (await sql`select status from onesms.sync_logs where status <> 'skipped' order by id`).map(row => row['status'])

/** Another process publishes other prices, then the stopped one goes on. */
async function passAndGoOn(stage: Stage, holder: SyncProcess): Promise<SyncResult | null> {
  stage.emulator.catalog.churn({ fraction: 0.1, seed: 5 })
  expect(await stage.sync()).toMatchObject({ status: 'succeeded' })
  expect(await statuses(stage)).toEqual(['succeeded', 'abandoned', 'succeeded'])
  const hash = await stage.hash()
  const written = await tokens(stage)
  expect(written).toEqual([{ run_token: 1 }, { run_token: 3 }])

  holder.kill('SIGCONT')
  const result = await holder.result
  expect(result).toMatchObject({ rowsWritten: 0 })
  expect(await stage.hash()).toBe(hash)
  expect(await tokens(stage)).toEqual(written)
  expect(await statuses(stage)).toEqual(['succeeded', 'fenced', 'succeeded'])
  expect(await stage.complaints()).toEqual([])
  return result
}

describe('D06 a holder that freezes and goes on after another has taken over writes nothing', () => {
  it.concurrent('between reading the provider and publishing', async context => {
    const { stage, holder } = await stopAt({ at: 'begin' }, context)
    await endLease(stage)
    expect(await passAndGoOn(stage, holder)).toMatchObject({ status: 'fenced' })
  })

  it.concurrent('while it sends its offers, which keeps nobody waiting', async context => {
    const { stage, holder } = await stopAt({ at: 'copy', sent: true }, context)
    await endLease(stage)
    expect(await passAndGoOn(stage, holder)).toMatchObject({ status: 'fenced' })
  })

  it.concurrent('in the middle of publishing: ten seconds later the database gives it up', async context => {
    const { stage, holder } = await stopAt({ at: 'insert into offers' }, context)
    const { sql } = stage.database
    expect(await stage.sync()).toMatchObject({ status: 'skipped' })
    await until('the transaction ends', async () => {
      const { count } = await sql`
        select from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`
      return count === 0
    })
    await endLease(stage)
    await passAndGoOn(stage, holder)
  })
})

describe('D34 tokens only grow', () => {
  it('also when the leases were lost or put back', async ({ onTestFinished }) => {
    const stage = await openStage()
    onTestFinished(stage.close)
    for (let run = 0; run < 3; run += 1) await stage.sync()
    await stage.database.sql`delete from onesms.leases`
    stage.emulator.catalog.churn({ fraction: 0.1, seed: 5 })
    expect(await stage.sync()).toMatchObject({ status: 'succeeded' })
    await stage.database.sql`update onesms.leases set token = 1`
    expect(await stage.sync()).toMatchObject({ status: 'succeeded' })
    expect(await stage.database.sql`select token from onesms.catalogs`).toEqual([{ token: 5 }])
    expect(await stage.complaints()).toEqual([])
  })

  it('and what carries an older one than the catalog is refused', async ({ onTestFinished }) => {
    const stage = await openStage()
    onTestFinished(stage.close)
    await stage.sync()
    const before = await stage.hash()
    const { catalog } = stage.provider
    const countries: typeof catalog.countries = async call => {
      await stage.database.sql`update onesms.catalogs set token = 99`
      return catalog.countries(call)
    }
    stage.emulator.catalog.churn({ fraction: 0.1, seed: 5 })
    const provider = { ...stage.provider, catalog: { ...catalog, countries } }
    expect(await stage.sync('services', { provider })).toMatchObject({ status: 'fenced', rowsWritten: 0 })
    expect(await stage.hash()).toBe(before)
    expect(await stage.sync()).toMatchObject({ status: 'succeeded' })
  })
})
