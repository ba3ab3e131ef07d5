import { expect, it, onTestFinished } from 'vitest'
import { openStage } from '../testing/stage.ts'
import { startSync } from '../testing/sync-process.ts'
import { until } from '../testing/until.ts'

const KILLS = process.env['ONESMS_TEST_TIER'] === 'full' ? 100 : 15
/** A sync takes a few more. */
const STATEMENTS = 40

it(`D41 ${KILLS} syncs killed anywhere leave no connection, lease, run, lock or table behind`, async () => {
  const stage = await openStage()
  onTestFinished(stage.close)
  const { sql } = stage.database
  const endLeases = async () => {
    await sql`update onesms.leases set expires_at = clock_timestamp() - interval '1 second'`
    await sql`update onesms.sync_runs set expires_at = clock_timestamp() - interval '1 second' where status = 'running'`
  }

  let killed = 0
  let started = 0
  // A sync that finds the lease taken ends before its turn to be killed comes; then it takes more of them.
  const isEnough = () => started >= KILLS && (killed > KILLS / 3 || started >= 5 * KILLS)
  const work = async () => {
    while (!isEnough()) {
      const seed = started
      started += 1
      const at = 1 + Math.floor(Math.random() * STATEMENTS)
      const interrupt = { signal: 'SIGKILL', at, sent: Math.random() < 0.5 } as const
      const result = await startSync({ url: stage.url, churn: { fraction: 0.3, seed }, interrupt }).result
      if (result === null) killed += 1
      else expect(['skipped', 'succeeded', 'fenced']).toContain(result.status)
      await endLeases()
    }
  }
  await Promise.all([work(), work()])
  expect(killed).toBeGreaterThan(KILLS / 3)

  await until('the connections are closed', async () => {
    const { count } = await sql`
      select from pg_stat_activity where datname = current_database() and application_name = 'onesms'`
    return count === 0
  })
  const [left] = await sql`
    select
      (select count(*) from pg_class where relpersistence = 't' and relkind = 'r') as tables,
      (select count(*) from pg_locks where database = (select oid from pg_database where datname = current_database())
        and pid <> pg_backend_pid()) as locks,
      (select count(*) from pg_prepared_xacts) as prepared,
      (select count(*) from onesms.sync_logs where status = 'running') as running,
      (select count(*) from onesms.leases) as leases`
  expect(left).toEqual({ tables: 0, locks: 0, prepared: 0, running: 0, leases: 1 })

  expect(await stage.sync()).toMatchObject({ status: 'succeeded' })
  expect(await stage.complaints()).toEqual([])
  expect(await sql`select from onesms.sync_runs where status = 'running'`).toHaveLength(0)
})
