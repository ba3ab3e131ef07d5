import type { Database } from '../tables.ts'
import { begin } from '../transaction.ts'

/** The figures of the catalog as a whole. */
export interface Totals {
  readonly services: number
  readonly activeServices: number
  readonly countries: number
  readonly activeCountries: number
  readonly offers: number
  readonly totalAvailable: number
}

export async function readTotals({ sql, schema }: Database): Promise<Totals> {
  const [totals] = await begin(sql, async tx => {
    await tx.unsafe(`set local search_path to "${schema}"`)
    return tx<Totals[]>`
      select
        (select count(*) from services) as services,
        (select count(*) from services where active and total_available > 0) as "activeServices",
        (select count(*) from countries) as countries,
        (select count(*) from countries where active) as "activeCountries",
        (select count(*) from offers where available) as offers,
        (select coalesce(sum(total_available), 0)::bigint from services where active) as "totalAvailable"`
  })
  if (!totals) throw new Error('the database answered a count with nothing')
  return totals
}

/** The services or countries with most stock. */
export async function readTop(
  { sql, schema }: Database,
  table: 'services' | 'countries',
  limit: number,
): Promise<readonly { readonly code: string; readonly name: string; readonly total_available: number }[]> {
  return sql`
    select code, name, total_available from ${sql(schema)}.${sql(table)}
    where active order by total_available desc, code limit ${limit}`
}
