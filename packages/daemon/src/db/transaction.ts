import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool, Sql } from './connect.ts'

const ATTEMPTS = 3

/** Serialization failure, deadlock, lock timeout, statement timeout: the transaction is rolled back and may be repeated. */
const REPEATABLE: ReadonlySet<unknown> = new Set(['40001', '40P01', '55P03', '57014'])

/** Runs a transaction, at most three times when others were in its way. Its work must be safe to repeat. */
export async function transaction<T>(sql: Pool, work: (tx: Sql) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await begin(sql, work)
    } catch (error) {
      const { code } = error as { code?: unknown }
      if (attempt === ATTEMPTS || !REPEATABLE.has(code)) throw error
      await sleep(100 * 2 ** attempt * (0.5 + Math.random() / 2))
    }
  }
}

/**
 * Runs a transaction once. Its work waits for nothing but its own statements.
 *
 * After the loss of the connection the driver (3.4.9) would still send a ROLLBACK, to a socket that is gone, and the
 * process would end by a TypeError that nobody can catch. So the driver is not told how such work ended.
 */
export function begin<T>(sql: Pool, work: (tx: Sql) => Promise<T>, mode = ''): Promise<T> {
  return new Promise((resolve, reject) => {
    const unlessLost = (tx: Sql) =>
      new Promise<T>((commit, rollBack) => {
        work(tx).then(commit, error => (isConnectionLost(error) ? reject(error) : rollBack(error)))
      })
    sql.begin(mode, unlessLost).then(result => resolve(result as T), reject)
  })
}

/** The driver's own words for it; an error of the socket names the system call. */
function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return 'syscall' in error || ('code' in error && String(error.code).startsWith('CONNECTION_'))
}
