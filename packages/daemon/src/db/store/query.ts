import type { Sql } from '../connect.ts'
import type { Database } from '../tables.ts'
import { begin } from '../transaction.ts'

/** Runs one statement of the user's in a transaction that cannot write, for at most a minute. */
export async function readOnlyQuery(
  { sql, schema }: Database,
  statement: string,
): Promise<readonly Record<string, unknown>[]> {
  const read = async (tx: Sql) => {
    await tx.unsafe(`set local search_path to "${schema}"; set local statement_timeout = '60s'`).simple()
    // As a part of a template it goes by the protocol that takes one statement only: several in one message could end the
    // transaction first, and write then.
    return [...(await tx<Record<string, unknown>[]>`${tx.unsafe(statement)}`)]
  }
  return begin(sql, read, 'read only')
}
