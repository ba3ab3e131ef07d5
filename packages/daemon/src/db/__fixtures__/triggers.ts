import type { Database } from '../tables.ts'

/**
 * Has the database run `body` (PL/pgSQL statements) once for every statement of `event` on one of our tables, as a user's
 * trigger does. The function returned removes it.
 */
export async function onStatement(
  { sql, schema }: Database,
  { event, table }: { readonly event: 'insert' | 'update'; readonly table: string },
  body: string,
): Promise<() => Promise<void>> {
  await sql.unsafe(`
    create or replace function public.interfere() returns trigger language plpgsql as $$ begin ${body} return null; end $$;
    create or replace trigger interfere after ${event} on "${schema}"."${table}"
      for each statement execute function public.interfere()`)
  return async () => {
    await sql.unsafe(`drop trigger interfere on "${schema}"."${table}"`)
  }
}
