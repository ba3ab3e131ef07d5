import type { Provider } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { type CatalogSize, createHandlerApiEmulator, type HandlerApiEmulator } from '@onesms/sdk/testing'
import { explain } from '../cli/explain.ts'
import { connect, type Pool } from '../db/connect.ts'
import { migrate } from '../db/migrate.ts'
import { migrations } from '../db/migrations.generated.ts'
import { inspect } from '../db/store/inspect.ts'
import type { Database } from '../db/tables.ts'
import type { JobName, ScanPlan } from '../jobs/job.ts'
import { createRunner, type RunnerOptions, type RunResult } from '../scheduler/runner.ts'
import { createTestDatabase, type TestSchema } from './database.ts'
import { hashCatalog } from './hash-catalog.ts'

/** An emulated provider beside a migrated database of its own. */
export interface Stage {
  readonly url: string
  readonly database: Database
  readonly emulator: HandlerApiEmulator
  readonly provider: Provider
  /** One run by hand, of the emulated provider unless told otherwise. */
  sync(job?: JobName, options?: SyncOptions): Promise<RunResult>
  /** The same for the same catalog, whoever wrote it when. */
  hash(): Promise<string>
  /** What does not add up; nothing, it is hoped. */
  complaints(): Promise<readonly string[]>
  close(): Promise<void>
}

export interface SyncOptions extends Pick<RunnerOptions, 'scan' | 'upkeep' | 'onFailure'> {
  readonly provider?: Provider
  readonly accept?: boolean
  /** The stage's database by another way. */
  readonly by?: Pool
}

export interface StageOptions {
  readonly size?: CatalogSize
  readonly schema?: string
  /** What the database holds from the start. Default: the empty schema. */
  readonly prepared?: TestSchema
  readonly scan?: ScanPlan
}

/** What the stage's own connections are called; those of the daemon are called `onesms`. */
const STAGE = 'stage'

// Once a year, so that no tick comes in the middle of a test.
export const NEVER = { services: '0 0 1 1 *', countries: '0 0 1 1 *' }

/** Opens a stage; its emulator tells the same each time. */
export async function openStage({
  size = SMALL,
  schema = 'onesms',
  prepared = migratedSchema(schema),
  scan,
}: StageOptions = {}): Promise<Stage> {
  const { url, drop } = await createTestDatabase(prepared)
  const sql = connect({ url, name: STAGE })
  const database = { sql, schema }
  const emulator = createHandlerApiEmulator({ size })
  const provider = emulatedProvider(emulator)
  const { signal } = new AbortController()
  return {
    url,
    database,
    emulator,
    provider,
    sync: (job = 'services', { provider: other, accept = false, by = sql, ...options } = {}) =>
      createRunner({ database: { sql: by, schema }, holder: 'stage', schedule: NEVER, scan, ...options }).run({
        job,
        provider: other ?? provider,
        trigger: 'manual',
        accept,
        signal,
      }),
    hash: () => hashCatalog(database),
    complaints: async () => explain(await inspect(database)).lines.filter(line => line.startsWith('Does not add up')),
    close: async () => {
      await sql.end({ timeout: 1 })
      await drop()
    },
  }
}

/** Small enough for a sync in a few hundredths of a second, large enough for shares of a percent. */
export const SMALL: CatalogSize = { services: 60, countries: 25, offersPerCountry: 50 }

/** A client of an emulator in the same process. */
export function emulatedProvider(emulator: HandlerApiEmulator): Provider {
  return heroSms({
    apiKey: emulator.apiKey,
    baseUrl: 'http://localhost/stubs/handler_api.php',
    fetch: emulator.fetch,
    requestsPerSecond: 1000,
  })
}

/** Our schema, empty. */
export function migratedSchema(schema = 'onesms'): TestSchema {
  return {
    key: `${schema} ${migrations.map(({ sql }) => sql).join()}`,
    prepare: async (url: string) => {
      const sql = connect({ url })
      await migrate({ sql, schema })
      await sql.end()
    },
  }
}
