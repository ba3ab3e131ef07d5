import type { Pool } from './connect.ts'

/** With these words a server ends a connection, and so does the driver when the other side is gone. */
const LAST_WORDS: ReadonlySet<unknown> = new Set([
  '57P01',
  '57P02',
  '57P05',
  '25P03',
  'CONNECTION_CLOSED',
  'ECONNRESET',
  'EPIPE',
])

/**
 * Makes sure that the pool leads to a server that writes; asked before a run begins.
 *
 * A connection that was opened while the server only read, as after a failover or on a full disk, may stay so when the
 * server no longer does: it is closed, and another one opened. And the driver (3.4.9) hands the last words of a lost
 * connection to the first statement of the next one, which was never sent, and counts the next answer's rows on from its
 * last ones: it is asked again.
 *
 * @throws when the database takes no writes, or is not there.
 */
export async function reachWritable(sql: Pool): Promise<void> {
  // Each connection may only read, then have last words, then miscount: three times in vain.
  for (let attempt = 0; attempt <= 3 * sql.options.max; attempt += 1) {
    const connection = await ask(sql)
    if (connection?.writes) return
    if (connection) await end(sql, connection.pid)
  }
  throw new Error('the database takes no writes')
}

/** Not a SELECT: a row that was sent before the end would confuse the driver's count of rows. */
async function end(sql: Pool, pid: number): Promise<void> {
  await sql.unsafe(`do $$ begin perform pg_terminate_backend(${pid}); end $$`).catch(() => {}) // its own end, perhaps
}

async function ask(sql: Pool): Promise<{ pid: number; writes: boolean } | undefined> {
  try {
    const [connection] = await sql<{ pid: number; writes: boolean }[]>`
      select pg_backend_pid() as pid, current_setting('transaction_read_only') = 'off' as writes`
    return connection
  } catch (error) {
    if (error instanceof Error && 'code' in error && LAST_WORDS.has(error.code)) return undefined
    throw error
  }
}
