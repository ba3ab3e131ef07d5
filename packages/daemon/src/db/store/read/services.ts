import type { Database } from '../../tables.ts'
import { type ListFilter, matches } from './list-filter.ts'
import { readSnapshot, type Snapshot } from './snapshot.ts'

export interface ServiceFilter extends ListFilter {
  readonly category?: string | undefined
}

export interface ServiceRow {
  readonly code: string
  readonly name: string
  readonly category: string
  readonly icon: string | null
  readonly active: boolean
  readonly total_available: number
}

/** Services by code. */
export function readServices(database: Database, filter: ServiceFilter): Promise<Snapshot<ServiceRow>> {
  const { sql, schema } = database
  const { category } = filter
  return readSnapshot(
    database,
    sql`
      select code, name, category, icon, active, total_available
      from ${sql(schema)}.services
      where ${matches(sql, filter)} ${category === undefined ? sql`` : sql`and category = ${category}`}
      order by code limit ${filter.limit}`,
  )
}
