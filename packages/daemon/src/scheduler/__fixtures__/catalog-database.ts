import { connect } from '../../db/connect.ts'
import { migrate } from '../../db/migrate.ts'
import { migrations } from '../../db/migrations.generated.ts'
import type { Database } from '../../db/tables.ts'
import { createTestDatabase } from '../../testing/database.ts'

/** A migrated database of its own, and as many pools on it as a test wants. */
export interface CatalogDatabase extends Database {
  readonly url: string
  /** Another pool, as another process has it. */
  connect(max?: number): Database
  /** Empties every table. */
  clear(): Promise<void>
  drop(): Promise<void>
}

const schema = 'onesms'

export async function createCatalogDatabase(): Promise<CatalogDatabase> {
  const { url, drop } = await createTestDatabase({
    key: migrations.map(({ sql }) => sql).join(),
    prepare: async url => {
      const sql = connect({ url })
      await migrate({ sql, schema })
      await sql.end()
    },
  })
  const pools = [connect({ url })]
  const [sql] = pools as [(typeof pools)[number]]
  return {
    url,
    sql,
    schema,
    connect: max => {
      const pool = connect({ url, ...(max !== undefined && { max }) })
      pools.push(pool)
      return { sql: pool, schema }
    },
    clear: async () => {
      const tables = await sql<{ name: string }[]>`
        select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname = ${schema} and tablename not in ('migrations', 'audit')`
      await sql.unsafe(`truncate ${tables.map(({ name }) => name).join(', ')}`)
    },
    drop: async () => {
      await Promise.all(pools.map(pool => pool.end({ timeout: 1 })))
      await drop()
    },
  }
}
