import type { Database } from '../../../tables.ts'
import type { TargetKind } from '../references.ts'

const TABLES = {
  service: ['services', 'provider_services'],
  country: ['countries', 'provider_countries'],
} as const

/** The code that a code, or `<provider>:<native id>`, stands for; `null` when nothing has that name. */
export async function findCode({ sql, schema }: Database, kind: TargetKind, reference: string): Promise<string | null> {
  const [ours, theirs] = TABLES[kind]
  const colon = reference.indexOf(':')
  const [found] = await sql<{ code: string }[]>`
    select code, 1 as place from ${sql(schema)}.${sql(ours)} where code = ${reference}
    union all
    select code, 2 from ${sql(schema)}.${sql(theirs)}
    where provider = ${reference.slice(0, Math.max(0, colon))} and native_id = ${reference.slice(colon + 1)}
    order by place limit 1`
  return found?.code ?? null
}
