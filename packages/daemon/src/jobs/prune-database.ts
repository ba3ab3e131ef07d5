import { prune } from '../db/store/prune.ts'
import { type RetentionPlan, retire } from '../db/store/retention.ts'
import type { RunEnd } from '../db/store/runs.ts'
import type { Database } from '../db/tables.ts'

/** Lets go of what has been kept for long enough: texts, phones, history. */
export async function pruneDatabase(database: Database, plan: RetentionPlan = {}): Promise<RunEnd> {
  const retired = await retire(database, plan)
  const pruned = await prune(database, plan.historyDays ?? 7)
  const details = { ...retired, ...pruned }
  return {
    status: 'succeeded',
    reason: null,
    requests: 0,
    bytes: 0,
    rowsRead: 0,
    rowsWritten: Object.values(details).reduce((sum, rows) => sum + rows, 0),
    details,
  }
}
