import type { Sql } from '../db/connect.ts'

/** A digest of what readers see of the catalog: offers, names and sums, without who wrote them and when. */
export async function hashCatalog({ sql, schema }: { readonly sql: Sql; readonly schema: string }): Promise<string> {
  const table = (name: string) => sql`${sql(schema)}.${sql(name)}`
  const [row] = await sql<{ hash: string }[]>`
    select coalesce(md5(string_agg(line, e'\n' order by line)), '') as hash from (
      select (provider, native_service, native_country, operator, supplier, service, country, price, currency, stock, available)::text
        as line from ${table('offers')}
      union all select ('service', code, name, active, total_available)::text from ${table('services')}
      union all select ('country', code, name, active, total_available)::text from ${table('countries')}
    ) catalog`
  if (!row) throw new Error('the database answered an aggregate with nothing')
  return row.hash
}
