import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { begin } from '../db/transaction.ts'
import { hashCatalog } from '../testing/hash-catalog.ts'
import { openStage, type Stage } from '../testing/stage.ts'
import { startSync } from '../testing/sync-process.ts'
import { startTicking } from '../testing/tick-process.ts'
import { until } from '../testing/until.ts'

const isFull = process.env['ONESMS_TEST_TIER'] === 'full'
const DAEMONS = isFull ? 5 : 3
const TICKS = isFull ? 300 : 12
const leaseSeconds = 2
const TICK = 1_000
/** A holder that freezes while it publishes is given up after ten seconds, however short its lease. */
const FROZEN = 10_000
/** For machines with better things to do. */
const SLACK = 2_500

/** A state of the catalog, as one snapshot shows it. */
interface Sight {
  readonly token: number
  readonly newestRow: number
  readonly hash: string
}

function look({ database: { sql, schema } }: Stage): Promise<Sight | null> {
  const read = async (tx: Parameters<Parameters<typeof begin>[1]>[0]) => {
    const [row] = await tx<{ token: number; newest: number }[]>`
      select token, (select max(run_token) from onesms.offers) as newest from onesms.catalogs`
    return row ? { token: row.token, newestRow: row.newest, hash: await hashCatalog({ sql: tx, schema }) } : null
  }
  return begin(sql, read, 'isolation level repeatable read read only')
}

/** Kills and stops daemons by chance, and starts others in their place, until it is told to leave. */
async function disturb(url: string, daemons: Set<ChildProcess>, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await sleep(300 + 900 * Math.random())
    const [victim] = [...daemons].sort(() => Math.random() - 0.5)
    if (!victim || isOver()) continue
    if (Math.random() < 0.5) {
      victim.kill('SIGKILL')
      daemons.delete(victim)
      daemons.add(await startTicking({ url, leaseSeconds }))
    } else {
      victim.kill('SIGSTOP')
      await sleep(1_000 + 3_000 * Math.random())
      victim.kill('SIGCONT')
    }
  }
}

it.concurrent(`G06 ${DAEMONS} daemons that are killed and stopped by chance: one publication a tick, none by who has lost the lease`, async ({
  onTestFinished,
}) => {
  const stage = await openStage()
  const { sql } = stage.database
  const daemons = new Set<ChildProcess>()
  onTestFinished(async () => {
    for (const daemon of daemons) daemon.kill('SIGKILL')
    await stage.close()
  })
  const { url } = stage
  for (const daemon of await Promise.all(Array.from({ length: DAEMONS }, () => startTicking({ url, leaseSeconds }))))
    daemons.add(daemon)

  const end = Date.now() + TICKS * TICK
  const disturbing = disturb(url, daemons, () => Date.now() > end)
  const hashes = new Map<number, string>()
  for (let latest = 0; Date.now() < end; await sleep(50)) {
    const sight = await look(stage)
    if (!sight) continue
    expect(sight.token).toBeGreaterThanOrEqual(latest)
    expect(sight.newestRow).toBeLessThanOrEqual(sight.token)
    expect(hashes.get(sight.token) ?? sight.hash, 'rows changed without a publication').toBe(sight.hash)
    hashes.set(sight.token, sight.hash)
    latest = sight.token
  }
  await disturbing

  expect(await stage.complaints()).toEqual([])
  const published = await sql<{ tick: number; token: number; at: number }[]>`
    select floor(extract(epoch from started_at)) as tick, lease_token as token, extract(epoch from started_at)::float8 * 1000 as at
    from onesms.sync_logs where status = 'succeeded' and job = 'services' order by started_at`
  expect(published.length).toBeGreaterThan(TICKS / 6)
  expect(new Set(published.map(({ tick }) => tick)).size).toBe(published.length)
  expect(new Set(published.map(({ token }) => token)).size).toBe(published.length)
  const gaps = published.slice(1).map(({ at }, index) => at - (published[index]?.at ?? at))
  expect(Math.max(...gaps)).toBeLessThan(FROZEN + leaseSeconds * 1000 + TICK + SLACK)
})

it.concurrent.for(['SIGKILL', 'SIGSTOP'] as const)(
  'G07 after %s of the holder another takes over within lease and tick',
  async (signal, { onTestFinished }) => {
    const stage = await openStage()
    const { sql } = stage.database
    const { url } = stage
    const holder = startSync({ url, leaseSeconds, interrupt: { signal: 'SIGSTOP', at: 'begin' } })
    onTestFinished(() => holder.kill('SIGKILL'))
    await holder.stopped
    // The other one boots while the lease is held.
    await sql`update onesms.leases set expires_at = clock_timestamp() + interval '3 seconds'`
    const other = await startTicking({ url, leaseSeconds })
    onTestFinished(async () => {
      other.kill('SIGKILL')
      await stage.close()
    })
    await sql`update onesms.leases set expires_at = clock_timestamp() + interval '2 seconds'`
    await sql`update onesms.sync_runs set expires_at = clock_timestamp() + interval '2 seconds' where status = 'running'`
    const from = Date.now()
    holder.kill(signal)
    await until('another has published', async () => (await stage.hash()) !== '')
    expect(Date.now() - from).toBeLessThan(leaseSeconds * 1000 + TICK + SLACK)
    expect(await sql`select status from onesms.sync_logs where status <> 'skipped' order by id limit 1`).toEqual([
      { status: 'abandoned' },
    ])
  },
)
