import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator, serve } from '@onesms/sdk/testing'
import { dropSchema, migrate, SchemaError } from '../../db/migrate.ts'
import { readTop, readTotals } from '../../db/store/summary.ts'
import type { Database } from '../../db/tables.ts'
import { catalogJobs } from '../../jobs/job.ts'
import { processName } from '../../scheduler/process-name.ts'
import { createRunner } from '../../scheduler/runner.ts'
import { describeRun } from '../describe-run.ts'
import { EXIT } from '../exit.ts'
import { formatCount, formatTable } from '../format.ts'
import { openLog } from '../log.ts'
import { openDemoDatabase } from '../open-database.ts'
import { aborted, createProgress, print, say, untilInterrupted } from '../output.ts'

const SCHEDULE = { services: '*/5 * * * *', countries: '0 * * * *' }

export interface DemoOptions {
  /** Leave after the first syncs. */
  readonly once?: boolean | undefined
  /** One line of JSON instead of the summary. */
  readonly json?: boolean | undefined
  /** Begin with an empty database. */
  readonly fresh?: boolean | undefined
  readonly port: number
}

/** `onesms demo`: the main job without account, money or database: an emulated provider into an embedded Postgres. */
export async function demo({ once, json, fresh, port }: DemoOptions): Promise<number> {
  const startedAt = performance.now()
  const { onError, onRun } = openLog({ format: 'text' })
  const signal = untilInterrupted()
  const progress = createProgress()
  const emulator = createHandlerApiEmulator()
  const vendor = await serve(emulator)
  try {
    const opened = await openDemoDatabase({ fresh: fresh ?? false })
    try {
      const { database } = opened
      await prepare(database)
      const provider = heroSms({ apiKey: emulator.apiKey, baseUrl: `${vendor.url}/stubs/handler_api.php` })
      const runner = createRunner({ database, holder: processName(), schedule: SCHEDULE, onFailure: onError })
      for (const job of catalogJobs) {
        const result = await runner.run({ job, provider, trigger: 'manual', signal, onProgress: progress.onProgress })
        progress.stop()
        say(describeRun({ job, provider, result }))
        if (result.status !== 'succeeded') return EXIT.failed
      }
      const elapsedMs = Math.round(performance.now() - startedAt)
      if (json) print(JSON.stringify({ ...(await readTotals(database)), requests: emulator.ledger.count(), elapsedMs }))
      else print(await summarise(database, opened.description, elapsedMs))
      if (once) return EXIT.ok

      const { startDaemon } = await import('../../daemon.ts')
      const daemon = await startDaemon({
        database,
        providers: [provider],
        sync: SCHEDULE,
        http: { port },
        onError,
        onRun,
      })
      try {
        say(`\nServing ${daemon.url}/v1/services and syncing every five minutes. Ctrl-C ends it.`)
        await aborted(signal)
      } finally {
        await daemon.stop()
      }
      return EXIT.ok
    } finally {
      await opened.close()
    }
  } finally {
    progress.stop()
    await vendor.close()
  }
}

/** A schema that another version left behind is made anew: there is nothing in it that one could miss. */
async function prepare(database: Database): Promise<void> {
  try {
    await migrate(database)
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error
    await dropSchema(database)
    await migrate(database)
  }
}

async function summarise(database: Database, description: string, elapsedMs: number): Promise<string> {
  const totals = await readTotals(database)
  const [services, countries] = await Promise.all([readTop(database, 'services', 5), readTop(database, 'countries', 5)])
  return [
    `${formatCount(totals.offers)} offers of ${formatCount(totals.services)} services in ${formatCount(totals.countries)} countries, ${formatCount(totals.totalAvailable)} numbers in stock, in ${(elapsedMs / 1000).toFixed(1)} s`,
    '',
    'Services with most stock',
    formatTable(services),
    '',
    'Countries with most stock',
    formatTable(countries),
    '',
    `The data is in the ${description}. Look inside with:`,
    `  npx -y pnpm@12.21.0 onesms query --demo "select service, country, price, stock from offers where service = 'telegram' order by price limit 10"`,
  ].join('\n')
}
