import { SchemaError } from './migrate.ts'
import type { Database } from './tables.ts'
import { begin } from './transaction.ts'

const ROLE = /^[A-Za-z_][\w-]{0,50}$/

/** Whether the name of a role is one we write into statements. */
export function isRoleName(name: string): boolean {
  return ROLE.test(name) && !name.startsWith('pg_')
}

/** Of these a running daemon lets go of rows; nowhere else is anything ever deleted by it. */
const DELETABLE = [
  'activation_events',
  'offer_changes',
  'outbox',
  'refusals',
  'sessions',
  'stale_partitions',
  'sync_runs',
  'webhook_inbox',
]

/**
 * Gives a role exactly what a running daemon needs, and takes all else from it and from the roles of public data APIs. It can
 * read and write rows; it cannot change a table, empty one, or touch what stands in the audit. Run by the owner of the
 * tables after each migration; may be run again.
 *
 * @throws {@link SchemaError} when there is no such role.
 */
export async function grantRuntime({ sql, schema }: Database, role: string): Promise<void> {
  const [found] = await sql`select from pg_roles where rolname = ${role}`
  if (!found) {
    throw new SchemaError(`There is no role ${role}.\nCreate it: create role "${role}" login password '…';`)
  }
  await begin(sql, tx => tx.unsafe(grantStatements(schema, role)).simple())
}

/** What {@link grantRuntime} runs, in one transaction. Names of schema and role are checked on their way in. */
export function grantStatements(schema: string, role: string): string {
  return `set local search_path to "${schema}";

-- Nobody is let in by a grant to all, now or later.
do $$
declare
  named text;
begin
  for named in select quote_ident(rolname) from pg_roles where rolname in ('anon', 'authenticated', '${role}')
      and rolname <> current_user
    union all select 'public'
  loop
    execute format('revoke all on schema "${schema}" from %s', named);
    execute format('revoke all on all tables in schema "${schema}" from %s', named);
    execute format('revoke all on all sequences in schema "${schema}" from %s', named);
    execute format('revoke all on all functions in schema "${schema}" from %s', named);
    execute format('alter default privileges in schema "${schema}" revoke all on tables from %s', named);
    execute format('alter default privileges in schema "${schema}" revoke all on sequences from %s', named);
    execute format('alter default privileges in schema "${schema}" revoke all on functions from %s', named);
  end loop;
end $$;

grant usage on schema "${schema}" to "${role}";
grant execute on all functions in schema "${schema}" to "${role}";
grant select, insert, update on all tables in schema "${schema}" to "${role}";
grant delete on ${DELETABLE.join(', ')} to "${role}";
revoke update on audit from "${role}";
revoke insert, update on migrations from "${role}";
-- A sync compares in temporary tables.
do $$
begin
  execute format('grant temporary on database %I to "${role}"', current_database());
end $$;

-- Row-level security is on everywhere: without a policy a role sees no row.
do $$
declare
  named text;
begin
  for named in select relname from pg_class where relnamespace = '"${schema}"'::regnamespace and relkind in ('r', 'p') loop
    execute format('drop policy if exists "daemon ${role}" on %I', named);
    execute format('create policy "daemon ${role}" on %I to "${role}" using (true) with check (true)', named);
  end loop;
end $$;`
}
