import type { Sql } from '../connect.ts'
import type { Database } from '../tables.ts'
import { begin } from '../transaction.ts'

/** Runs one query of the user's in a transaction that cannot write, for at most a minute. */
export async function readOnlyQuery(
  { sql, schema }: Database,
  statement: string,
): Promise<readonly Record<string, unknown>[]> {
  const read = async (tx: Sql) => {
    await tx.unsafe(`set local search_path to "${schema}"; set local statement_timeout = '60s'`).simple()
    // A cursor takes a query and nothing else, so no COPY to a file of the server's. As a part of a template it goes by the
    // protocol that takes one statement only: several in one message could end the transaction first, and write then.
    await tx`declare answer no scroll cursor for ${tx.unsafe(statement)}`.catch(explainSyntax)
    return [...(await tx<Record<string, unknown>[]>`fetch all from answer`)]
  }
  return begin(sql, read, 'read only')
}

function explainSyntax(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === '42601') {
    throw new Error(`${error.message}; a query begins with select, with, values or table`)
  }
  throw error
}
