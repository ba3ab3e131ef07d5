import type { Provider } from '@onesms/sdk'
import { FakeClock } from '@onesms/sdk/testing'
import { connect, type Pool } from '../../db/connect.ts'
import { migrate } from '../../db/migrate.ts'
import { migrations } from '../../db/migrations.generated.ts'
import type { Database } from '../../db/tables.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { createApp } from '../app.ts'
import { seedCatalog } from './seed.ts'

/** What routes with lists answer. */
export interface Answer {
  readonly data: readonly Readonly<Record<string, unknown>>[]
  readonly next: string | null
  readonly as_of?: string | null
}

/** The API on a database with a small catalog, by a clock that stands still. */
export class TestApp {
  readonly clock = new FakeClock()
  /** What was handed to `onError`. */
  readonly errors: unknown[] = []
  readonly database: Database
  readonly fetch: (request: Request) => Promise<Response>
  /** Whether the daemon says it is ready. */
  ready = true
  /** Statements and parts of statements written so far: any read makes it grow. */
  statements = 0
  /** What the routes use; tests put another in its place. */
  pool: Pool
  readonly #drop: () => Promise<void>

  constructor(database: Database, providers: readonly Provider[], drop: () => Promise<void>) {
    this.database = database
    this.pool = database.sql
    this.#drop = drop
    const pool = () =>
      new Proxy(this.pool, {
        apply: (target, self, args) => {
          this.statements += 1
          return Reflect.apply(target, self, args)
        },
      })
    const { fetch } = createApp({
      database: {
        schema: database.schema,
        get sql() {
          return pool()
        },
      },
      providers,
      clock: this.clock,
      triggerSync: async (_, { id }) => ({ provider: id, id: 1, state: 'running' }),
      isReady: () => this.ready,
      onError: error => this.errors.push(error),
    })
    this.fetch = fetch
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.fetch(new Request(`http://localhost${path}`, { headers }))
  }

  async list(path: string): Promise<Answer> {
    return (await this.get(path)).json() as Promise<Answer>
  }

  /** Follows `next` to the end. */
  async pages(path: string): Promise<Answer['data'][]> {
    const pages: Answer['data'][] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { data, next }: Answer = await this.list(cursor === '' ? path : `${path}&cursor=${cursor}`)
      pages.push(data)
      if (pages.length > 100) throw new Error(`${path} does not come to an end`)
      cursor = next
    }
    return pages
  }

  async close(): Promise<void> {
    await this.database.sql.end({ timeout: 5 })
    await this.#drop()
  }
}

const schema = 'onesms'

export async function openTestApp(providers: readonly Provider[] = []): Promise<TestApp> {
  const { url, drop } = await createTestDatabase({
    key: `http ${JSON.stringify(migrations)}`,
    prepare: async url => {
      const sql = connect({ url, max: 1 })
      await migrate({ sql, schema })
      await sql.end()
    },
  })
  const database = { sql: connect({ url, max: 3 }), schema }
  await seedCatalog(database)
  return new TestApp(database, providers, drop)
}

/** A pool to which nobody answers: every statement fails at once. */
export function absentPool(): Pool {
  return connect({ url: 'postgres://nobody@127.0.0.1:1/nothing', max: 1 })
}
