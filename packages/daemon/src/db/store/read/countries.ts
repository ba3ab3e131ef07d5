import type { Database } from '../../tables.ts'
import { type ListFilter, matches } from './list-filter.ts'
import { readSnapshot, type Snapshot } from './snapshot.ts'

export interface CountryRow {
  readonly code: string
  readonly name: string
  readonly active: boolean
  /** 0 to 1; `null` when untold. */
  readonly success_rate: number | null
  readonly total_services: number
  readonly total_available: number
  readonly metadata: Readonly<Record<string, unknown>>
  /** ISO 8601 in UTC; `null` before the first sync of countries. */
  readonly last_sync: string | null
}

/** Countries by code. */
export function readCountries(database: Database, filter: ListFilter): Promise<Snapshot<CountryRow>> {
  const { sql, schema } = database
  return readSnapshot(
    database,
    sql`
      select code, name, active, success_rate, total_services, total_available, metadata,
        to_char(last_sync at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as last_sync
      from ${sql(schema)}.countries
      where ${matches(sql, filter)}
      order by code limit ${filter.limit}`,
  )
}
