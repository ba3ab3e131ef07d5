import type { Database } from '../../db/tables.ts'

/**
 * Resolves when nobody asks this database anything: it lives in real time, where milliseconds would count as seconds of a
 * virtual one.
 */
export async function databaseAtRest({ sql }: Database): Promise<void> {
  for (let quiet = 0; quiet < 2; ) {
    const [row] = await sql<{ busy: number }[]>`
      select count(*) as busy from pg_stat_activity
      where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`
    quiet = row?.busy === 0 ? quiet + 1 : 0
    // What is answered is taken in, and asks the next thing.
    for (let turn = 0; turn < 5; turn += 1) await new Promise(resolve => setImmediate(resolve))
  }
}
