import type { Database } from '../../tables.ts'

/** Something of ours by its code, or something of one provider's by that provider's own id. */
export type Target = { readonly code: string } | { readonly provider: string; readonly nativeId: string }

/** What a reference can name. */
export type TargetKind = 'service' | 'country'

const TABLES = {
  service: ['services', 'provider_services'],
  country: ['countries', 'provider_countries'],
} as const

/** Finds what a code or `<provider>:<native id>` names; `null` when it names nothing. */
export async function findTarget(
  { sql, schema }: Database,
  kind: TargetKind,
  reference: string,
): Promise<Target | null> {
  const [ours, theirs] = TABLES[kind]
  const colon = reference.indexOf(':')
  const own = { provider: reference.slice(0, Math.max(0, colon)), nativeId: reference.slice(colon + 1) }
  const [found] = await sql<{ code: boolean; native: boolean }[]>`
    select
      exists (select from ${sql(schema)}.${sql(ours)} where code = ${reference}) as code,
      exists (
        select from ${sql(schema)}.${sql(theirs)} where provider = ${own.provider} and native_id = ${own.nativeId}
      ) as native`
  if (found?.code) return { code: reference }
  return found?.native ? own : null
}

export async function hasProvider({ sql, schema }: Database, id: string): Promise<boolean> {
  return (await sql`select from ${sql(schema)}.providers where id = ${id}`).count > 0
}

/** Every service, country or provider, to look for near matches in. */
export async function readNames(
  { sql, schema }: Database,
  kind: TargetKind | 'provider',
): Promise<readonly { readonly code: string; readonly name: string }[]> {
  return kind === 'provider'
    ? sql`select id as code, name from ${sql(schema)}.providers order by code`
    : sql`select code, name from ${sql(schema)}.${sql(TABLES[kind][0])} order by code`
}
