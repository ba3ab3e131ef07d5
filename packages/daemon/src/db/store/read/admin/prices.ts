import type { Database } from '../../../tables.ts'

/** Something to choose. */
export interface Choice {
  readonly code: string
  readonly name: string
}

/** What there is most of: services, and countries of all of them. */
export async function readChoices(
  { sql, schema }: Database,
  limit: number,
): Promise<{ readonly services: readonly Choice[]; readonly countries: readonly Choice[] }> {
  const most = (table: string) => sql<Choice[]>`
    select code, name from ${sql(schema)}.${sql(table)} where active and total_available > 0
    order by total_available desc, code limit ${limit}`
  const [services, countries] = [await most('services'), await most('countries')]
  return { services, countries }
}
