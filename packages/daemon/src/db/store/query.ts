import type { Database } from '../tables.ts'

/** Runs one statement of the user's in a transaction that cannot write, for at most a minute. */
export async function readOnlyQuery(
  { sql, schema }: Database,
  statement: string,
): Promise<readonly Record<string, unknown>[]> {
  return sql.begin('read only', async tx => {
    await tx.unsafe(`set local search_path to "${schema}"; set local statement_timeout = '60s'`).simple()
    return [...(await tx.unsafe<Record<string, unknown>[]>(statement))]
  })
}
