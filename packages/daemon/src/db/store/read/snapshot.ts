import type { PendingQuery, Row } from 'postgres'
import type { Database } from '../../tables.ts'

/** Names one state of the whole catalog: it changes whenever a provider's catalog is published. */
export interface CatalogState {
  readonly version: string
  /** When the provider seen longest ago was last seen; `null` while there is no catalog. */
  readonly asOf: Date | null
}

/** Rows of the catalog, and the state they belong to. */
export interface Snapshot<T> extends CatalogState {
  readonly rows: readonly T[]
}

export async function readCatalogState({ sql, schema }: Database): Promise<CatalogState> {
  return onlyRow(await sql<CatalogState[]>`select ${stateOf(sql)} from ${sql(schema)}.catalogs`)
}

/** Runs `rows` and reads the state in one statement, so that the two cannot belong to different catalogs. */
export async function readSnapshot<T>({ sql, schema }: Database, rows: PendingQuery<Row[]>): Promise<Snapshot<T>> {
  return onlyRow(
    await sql<Snapshot<T>[]>`
      select ${stateOf(sql)}, (select coalesce(json_agg(page), '[]') from (${rows}) page) as rows
      from ${sql(schema)}.catalogs`,
  )
}

/**
 * The row of an aggregate, which is always one. A connection that ends amid its rows makes the driver (3.4.9) put the next
 * connection's first row behind empty places: that is no empty catalog.
 */
function onlyRow<T>([row]: readonly T[]): T {
  if (row === undefined) throw new Error('the database answered an aggregate with nothing')
  return row
}

function stateOf(sql: Database['sql']): PendingQuery<Row[]> {
  return sql`
    md5(coalesce(string_agg(concat_ws(' ', provider, token, extract(epoch from observed_at)), ',' order by provider), '')) as version,
    min(observed_at) as "asOf"`
}
