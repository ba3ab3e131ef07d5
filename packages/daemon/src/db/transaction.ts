import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool, Sql } from './connect.ts'

const ATTEMPTS = 3

/** Serialization failure, deadlock, lock timeout, statement timeout: the transaction is rolled back and may be repeated. */
const REPEATABLE: ReadonlySet<unknown> = new Set(['40001', '40P01', '55P03', '57014'])

/** Runs a transaction, at most three times when others were in its way. Its work must be safe to repeat. */
export async function transaction<T>(sql: Pool, work: (tx: Sql) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return (await sql.begin(work)) as T
    } catch (error) {
      const { code } = error as { code?: unknown }
      if (attempt === ATTEMPTS || !REPEATABLE.has(code)) throw error
      await sleep(100 * 2 ** attempt * (0.5 + Math.random() / 2))
    }
  }
}
