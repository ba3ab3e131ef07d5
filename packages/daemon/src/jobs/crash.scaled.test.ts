import { afterEach, describe, expect, it } from 'vitest'
import type { Pool } from '../db/connect.ts'
import type { TestSchema } from '../testing/database.ts'
import { migratedSchema, openStage, type Stage } from '../testing/stage.ts'
import { type Interruption, type SyncPlan, startSync } from '../testing/sync-process.ts'
import { until } from '../testing/until.ts'

const isFull = process.env['ONESMS_TEST_TIER'] === 'full'
const churn = { fraction: 0.2, seed: 7 }

/** A catalog that was published once. */
const synced: TestSchema = {
  key: `synced once ${migratedSchema().key}`,
  prepare: async url => {
    await migratedSchema().prepare(url)
    const { result } = startSync({ url })
    expect(await result).toMatchObject({ status: 'succeeded' })
  },
}

const open = new Set<Stage>()
afterEach(async () => {
  await Promise.all([...open].map(stage => stage.close()))
  open.clear()
})

async function stageOn(prepared: TestSchema, plan: Pick<SyncPlan, 'churn'>): Promise<Stage> {
  const stage = await openStage({ prepared })
  open.add(stage)
  if (plan.churn) stage.emulator.catalog.churn(plan.churn)
  return stage
}

/** Kills a sync, and has the next one mend what is to be mended. Answers whether the killed one had published. */
async function killAndRecover(
  interrupt: Interruption,
  prepared: TestSchema,
  plan: Pick<SyncPlan, 'churn'>,
  hashes: { readonly before: string; readonly after: string },
): Promise<boolean> {
  const stage = await stageOn(prepared, plan)
  const { sql } = stage.database
  const where = `${interrupt.sent ? 'after' : 'before'} ${interrupt.at}`
  expect(await startSync({ url: stage.url, ...plan, interrupt }).result, where).toBeNull()

  await until('the server has finished what it was sent', async () => (await connectionsOf(sql)) === 0)
  const hash = await stage.hash()
  expect([hashes.before, hashes.after], where).toContain(hash)

  await sql`update onesms.leases set expires_at = clock_timestamp() - interval '1 second'`
  await sql`update onesms.sync_runs set expires_at = clock_timestamp() - interval '1 second' where status = 'running'`
  const [last] = await sql<{ status: string }[]>`select status from onesms.sync_logs order by id desc limit 1`
  const hasPublished = hash === hashes.after
  if (last) expect(['succeeded', 'abandoned'], where).toContain(last.status)
  if (hasPublished) expect(last?.status, where).toBe('succeeded')

  expect(await stage.sync(), where).toMatchObject({ status: 'succeeded' })
  expect(await stage.hash(), where).toBe(hashes.after)
  expect(await stage.complaints(), where).toEqual([])
  open.delete(stage)
  await stage.close()
  return hasPublished
}

describe.each([
  { name: 'a first sync', prepared: migratedSchema(), plan: {} },
  { name: 'a sync with changes', prepared: synced, plan: { churn } },
])('D05 G04 SIGKILL at every statement of $name', ({ prepared, plan }) => {
  it('leaves the catalog from before or the one from after', async () => {
    const whole = await stageOn(prepared, plan)
    const before = await whole.hash()
    const result = await startSync({ url: whole.url, ...plan }).result
    expect(result).toMatchObject({ status: 'succeeded' })
    const hashes = { before, after: await whole.hash() }
    expect(hashes.after).not.toBe(before)

    const points = pointsOf(result?.statements ?? 0)
    const published: boolean[] = []
    const next = points.values()
    const work = async () => {
      for (const point of next) published.push(await killAndRecover(point, prepared, plan, hashes))
    }
    await Promise.all([work(), work()])
    expect(published.filter(Boolean).length).toBeGreaterThan(0)
    expect(published.filter(isPublished => !isPublished).length).toBeGreaterThan(0)
  })
})

async function connectionsOf(sql: Pool): Promise<number> {
  const { count } = await sql`
    select from pg_stat_activity where datname = current_database() and application_name = 'onesms'`
  return count
}

/** Before each statement and after it was sent; a sample of them in the normal tier. */
function pointsOf(statements: number): Interruption[] {
  const every = Array.from({ length: statements }, (_, index) => index + 1)
  const points: Interruption[] = every.flatMap(at => [
    { signal: 'SIGKILL', at },
    { signal: 'SIGKILL', at, sent: true },
  ])
  if (isFull) return points
  return [
    ...points.filter((_, index) => index % 16 === 8),
    { signal: 'SIGKILL', at: 1 },
    { signal: 'SIGKILL', at: 'copy', sent: true },
    { signal: 'SIGKILL', at: 'commit' },
    { signal: 'SIGKILL', at: 'commit', sent: true },
    { signal: 'SIGKILL', at: statements },
  ]
}
