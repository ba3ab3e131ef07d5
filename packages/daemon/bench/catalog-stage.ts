import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Provider } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator, type HandlerApiEmulator } from '@onesms/sdk/testing'
import { connect, type Pool } from '../src/db/connect.ts'
import { openEmbedded } from '../src/db/embedded/index.ts'
import { migrate } from '../src/db/migrate.ts'
import type { Database } from '../src/db/tables.ts'
import { createRunner, type RunResult } from '../src/scheduler/runner.ts'

/** An emulated provider of full size beside an empty Postgres, waiting for the disk as a production server does. */
export interface Stage {
  readonly emulator: HandlerApiEmulator
  readonly provider: Provider
  readonly database: Database
  readonly sql: Pool
  /** The body of the whole price table, as the provider sends it. */
  prices(): Promise<string>
  /** An empty schema of the current version. */
  reset(): Promise<void>
  /** Copies the catalog of a provider; by default the emulated one's. */
  sync(of?: Provider): Promise<RunResult>
  close(): Promise<void>
}

export async function openStage(): Promise<Stage> {
  const directory = mkdtempSync(join(tmpdir(), 'onesms-bench-'))
  const server = process.env['BENCH_DATABASE_URL']
    ? null
    : await openEmbedded({ directory, durable: false, temporary: true })
  const sql = connect({ url: process.env['BENCH_DATABASE_URL'] ?? server?.url ?? '' })
  if (server) {
    // A temporary server does not wait for the disk; what is measured here shall.
    for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit'])
      await sql.unsafe(`alter system set ${setting} = on`)
    await sql.unsafe('select pg_reload_conf()')
  }
  const database = { sql, schema: 'onesms' }
  const emulator = createHandlerApiEmulator()
  const provider = heroSms({
    apiKey: emulator.apiKey,
    baseUrl: 'http://localhost/stubs/handler_api.php',
    fetch: emulator.fetch,
    requestsPerSecond: 1000,
  })
  const runner = createRunner({
    database,
    holder: 'bench',
    schedule: { services: '*/5 * * * *', countries: '0 * * * *' },
  })
  const url = `http://localhost/stubs/handler_api.php?api_key=${emulator.apiKey}&action=getPrices`
  return {
    emulator,
    provider,
    database,
    sql,
    prices: async () => (await emulator.fetch(url)).text(),
    reset: async () => {
      await sql.unsafe('drop schema if exists onesms cascade')
      await migrate(database)
    },
    sync: (of = provider) =>
      runner.run({ job: 'services', provider: of, trigger: 'manual', signal: new AbortController().signal }),
    close: async () => {
      await sql.end()
      await server?.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
