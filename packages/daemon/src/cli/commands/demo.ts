import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator, FakeClock, keepTime, serve } from '@onesms/sdk/testing'
import { dropSchema, migrate, SchemaError } from '../../db/migrate.ts'
import { readPurchaseStates } from '../../db/store/read/admin/purchases.ts'
import { readTop, readTotals } from '../../db/store/summary.ts'
import type { Database } from '../../db/tables.ts'
import type { Demo } from '../../demo/start-demo.ts'
import { catalogJobs } from '../../jobs/job.ts'
import { processName } from '../../scheduler/process-name.ts'
import { createRunner } from '../../scheduler/runner.ts'
import { describeRun } from '../describe-run.ts'
import { EXIT } from '../exit.ts'
import { formatCount, formatTable } from '../format.ts'
import { openLog } from '../log.ts'
import { openDemoDatabase } from '../open-database.ts'
import { createProgress, print, say, untilInterrupted } from '../output.ts'

const SCHEDULE = { services: '*/5 * * * *', countries: '0 * * * *', balances: '* * * * *' }

export interface DemoOptions {
  /** Leave after the first syncs. */
  readonly once?: boolean | undefined
  /** One line of JSON instead of the summary. */
  readonly json?: boolean | undefined
  /** Begin with an empty database. */
  readonly fresh?: boolean | undefined
  readonly port: number
}

/**
 * `onesms demo`: the whole of it without account, money or database. It copies an emulated provider into an embedded
 * Postgres, then serves that, and sells from it, with an app to look at.
 */
export async function demo({ once, json, fresh, port }: DemoOptions): Promise<number> {
  const startedAt = performance.now()
  const { onError, onRun } = openLog({ format: 'text' })
  const signal = untilInterrupted()
  const progress = createProgress()
  const emulator = createHandlerApiEmulator({ clock: new FakeClock(Date.now()) })
  // What the guides ask for can be had for its price: here and there only dearer numbers are left, as at the provider.
  const gb = once ? undefined : emulator.catalog.countries.find(({ iso }) => iso === 'GB')
  if (gb) emulator.catalog.setOffer(gb.id, 'tg', { price: '0.886', stock: 5_000, flat: true })
  const vendor = await serve(emulator)
  try {
    const opened = await openDemoDatabase({ fresh: fresh ?? false })
    try {
      const { database } = opened
      if (!once && opened.isShared) {
        say('Another process uses the database of the demo. End that one first, or look at the page it serves.')
        return EXIT.failed
      }
      await prepare(database)
      if (!once) await forgetPurchases(database)
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

      const { startDemo } = await import('../../demo/start-demo.ts')
      const demo = await startDemo({ database, provider, sync: SCHEDULE, port, onError, onRun })
      try {
        say(greet(demo))
        emulator.clock.set(Date.now())
        await keepTime(emulator.clock, signal)
      } finally {
        await demo.stop()
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

/** What an earlier run sold, no emulator knows any more; this one will use the same ids for others. */
async function forgetPurchases(database: Database): Promise<void> {
  const purchases = await readPurchaseStates(database, 'latest', 1)
  if (purchases.length === 0) return
  await dropSchema(database)
  await migrate(database)
}

function greet({ url, token, hasApp }: Demo): string {
  return [
    '',
    hasApp ? `Buy a number, for no money: ${url}` : 'The app is not built here, so there is no page to look at.',
    `API: ${url}/docs; admin page: ${url}/admin. They take a token of this run alone; what is configured is not read:`,
    `  ${token}`,
    'It syncs every five minutes. Ctrl-C ends it.',
  ].join('\n')
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
