import { monitorEventLoopDelay } from 'node:perf_hooks'
import { type Bench, median, time } from './bench.ts'
import { openStage, type Stage } from './catalog-stage.ts'
import { createFloor, parseAndCopy } from './floor.ts'

export const firstSync: Bench = {
  about:
    'a first sync, from the first request to the commit, over JSON.parse and COPY into an empty table of the same definition',
  run: rounds =>
    onStage(async stage => {
      const body = await stage.prices()
      const floor: number[] = []
      const ours: number[] = []
      const lags: number[] = []
      let peak = 0
      for (let round = 0; round < rounds; round += 1) {
        await stage.reset()
        await createFloor(stage.sql, 'same')
        floor.push(await time(() => parseAndCopy(stage.sql, body)))
        await stage.sql.unsafe('checkpoint')
        const lag = monitorEventLoopDelay({ resolution: 1 })
        lag.enable()
        ours.push(await time(() => expectSync(stage)))
        lag.disable()
        lags.push(lag.percentile(99) / 1e6)
        peak = Math.max(peak, process.memoryUsage.rss())
        await stage.sql.unsafe('checkpoint')
      }
      return {
        floor,
        ours,
        notes: [
          `event loop lag p99 ${median(lags).toFixed(1)} ms (goal < 50 ms)`,
          `peak memory of the process, emulator included: ${Math.round(peak / 2 ** 20)} MiB`,
        ],
      }
    }),
}

export const syncOnePercent: Bench = {
  about: 'a sync in which 1 % changed, over JSON.parse and COPY into an unlogged table with the same primary key',
  run: rounds =>
    onStage(async stage => {
      await stage.reset()
      await expectSync(stage)
      await stage.sql.unsafe('vacuum analyze onesms.offers')
      const floor: number[] = []
      const ours: number[] = []
      for (let round = 0; round < rounds; round += 1) {
        stage.emulator.catalog.churn({ fraction: 0.01, seed: round + 1 })
        const body = await stage.prices()
        await createFloor(stage.sql, 'unlogged')
        floor.push(await time(() => parseAndCopy(stage.sql, body)))
        ours.push(await time(() => expectSync(stage)))
      }
      return { floor, ours }
    }),
}

export const syncNothing: Bench = {
  about:
    'kilobytes of log, without full-page images, that a sync writes when nothing changed (floor: 1 kB); and no row rewritten',
  run: rounds =>
    onStage(async stage => {
      await stage.sql.unsafe('alter system set full_page_writes = off')
      await stage.sql.unsafe('select pg_reload_conf()')
      await stage.reset()
      await expectSync(stage)
      const ours: number[] = []
      let rows = 0
      for (let round = 0; round < rounds; round += 1) {
        const before = await logPosition(stage)
        const result = await stage.sync()
        if ('rowsWritten' in result) rows += result.rowsWritten
        ours.push(((await logPosition(stage)) - before) / 1024)
      }
      return { floor: ours.map(() => 1), ours, notes: [`${rows} rows rewritten (goal 0)`] }
    }),
}

export const servicesWrite: Bench = {
  about: 'how many times faster one statement writes 2,246 services than an autocommitted UPDATE each, fsync on',
  run: rounds =>
    onStage(async stage => {
      await stage.reset()
      await expectSync(stage)
      const { sql } = stage
      const codes = (await sql<{ code: string }[]>`select code from onesms.services`).map(({ code }) => code)
      const floor: number[] = []
      const ours: number[] = []
      for (let round = 0; round < rounds; round += 1) {
        floor.push(
          await time(async () => {
            for (const code of codes)
              await sql`update onesms.services set total_available = ${round * 2} where code = ${code}`
          }),
        )
        ours.push(
          await time(
            () => sql`
              with sums as (select unnest(${codes}::text[]) as code, ${round * 2 + 1}::bigint as total)
              update onesms.services t set total_available = sums.total from sums
              where t.code = sums.code and t.total_available <> sums.total`,
          ),
        )
      }
      return { floor, ours }
    }),
}

async function onStage<T>(work: (stage: Stage) => Promise<T>): Promise<T> {
  const stage = await openStage()
  try {
    return await work(stage)
  } finally {
    await stage.close()
  }
}

async function expectSync(stage: Stage): Promise<void> {
  const { status, reason } = await stage.sync()
  if (status !== 'succeeded') throw new Error(`the sync ended ${status}: ${reason}`)
}

async function logPosition({ sql }: Stage): Promise<number> {
  const [row] = await sql<
    { bytes: number }[]
  >`select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint as bytes`
  return row?.bytes ?? Number.NaN
}
