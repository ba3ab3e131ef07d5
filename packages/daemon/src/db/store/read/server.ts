import type { Database } from '../../tables.ts'

/** What a server says of itself and of what this role may do. */
export interface ServerFacts {
  /** Such as 180004. */
  readonly version: number
  readonly isReadOnly: boolean
  readonly isSuperuser: boolean
  readonly hasSchema: boolean
  /** May make tables in the schema, or the schema itself. */
  readonly mayMigrate: boolean
  /** May write into every table that a daemon writes into. */
  readonly mayWrite: boolean
  /** May change what stands in the audit, or delete purchases. */
  readonly mayRewrite: boolean
  /** Tables whose rows anybody with a grant may see: row-level security is off. */
  readonly unguarded: readonly string[]
  /** Roles of a public data API that may look into the schema. */
  readonly exposedTo: readonly string[]
  /** Milliseconds by which this machine's clock is ahead of the server's. */
  readonly clockSkew: number
  /** How far off that may be. */
  readonly clockDoubt: number
}

export async function readServer({ sql, schema }: Database): Promise<ServerFacts> {
  const before = Date.now()
  const [clock] = await sql<{ at: Date }[]>`select clock_timestamp() as at`
  const after = Date.now()
  const [row] = await sql<Omit<ServerFacts, 'clockSkew' | 'clockDoubt'>[]>`
    select
      current_setting('server_version_num')::int as "version",
      pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as "isReadOnly",
      (select rolsuper from pg_roles where rolname = current_user) as "isSuperuser",
      n.oid is not null as "hasSchema",
      case when n.oid is null then has_database_privilege(current_database(), 'create')
        else has_schema_privilege(n.oid, 'create') end as "mayMigrate",
      n.oid is not null and not exists (
        select from pg_class c where c.relnamespace = n.oid and c.relkind = 'r' and c.relname <> 'migrations'
          and not has_table_privilege(c.oid, 'insert')
      ) as "mayWrite",
      exists (
        select from pg_class c where c.relnamespace = n.oid and c.relname in ('audit', 'purchase_intents')
          and (has_table_privilege(c.oid, 'delete') or has_table_privilege(c.oid, 'truncate'))
      ) as "mayRewrite",
      coalesce((
        select jsonb_agg(c.relname order by c.relname) from pg_class c
        where c.relnamespace = n.oid and c.relkind in ('r', 'p') and not c.relrowsecurity
      ), '[]') as unguarded,
      coalesce((
        select jsonb_agg(rolname order by rolname) from pg_roles
        where rolname in ('anon', 'authenticated') and n.oid is not null and has_schema_privilege(oid, n.oid, 'usage')
      ), '[]') as "exposedTo"
    from (select to_regnamespace(${`"${schema}"`})::oid as oid) n`
  if (!row || !clock) throw new Error('the database answered nothing')
  const doubt = (after - before) / 2
  return { ...row, clockSkew: Math.round(before + doubt - clock.at.getTime()), clockDoubt: Math.ceil(doubt) }
}
