import type { OutcomeStore } from '@onesms/sdk'
import type { Database } from '../tables.ts'
import { numbersOf, readNow } from './read/analytics/numbers.ts'

const DAYS = 30

/**
 * Tells `failover` what came of the numbers of the last 30 days, whichever process bought them. It notes nothing: what
 * becomes of a number is written down by whoever follows it.
 */
export function createOutcomeStore(database: Database): OutcomeStore {
  const { sql } = database
  return {
    note: () => {},
    rate: async (provider, service, country) => {
      const to = await readNow(database)
      const from = new Date(to.getTime() - DAYS * 86_400_000)
      const [row] = await sql<{ delivered: number; total: number }[]>`
        select count(*) filter (where received) as delivered, count(*) as total
        from (${numbersOf(database, { provider, service, country, from, to })}) n where not open and not withdrawn`
      return { delivered: row?.delivered ?? 0, total: row?.total ?? 0 }
    },
  }
}
