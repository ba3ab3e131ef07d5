import type { Database } from '../tables.ts'

const RUNS_KEPT = 10_000
const BATCH = 50_000

/** Deletes history older than `historyDays` (0 keeps it for ever) and all but the newest 10,000 runs, in small bites. Answers with how many. */
export async function prune(
  { sql, schema }: Database,
  historyDays: number,
): Promise<{ history: number; runs: number }> {
  let history = 0
  if (historyDays > 0) {
    let deleted = BATCH
    while (deleted === BATCH) {
      const bite = await sql`
        delete from ${sql(schema)}.offer_changes where ctid = any(array(
          select ctid from ${sql(schema)}.offer_changes
          where changed_at < clock_timestamp() - make_interval(days => ${historyDays}) limit ${BATCH}))`
      deleted = bite.count
      history += deleted
    }
  }
  const runs = await sql`
    delete from ${sql(schema)}.sync_runs where status <> 'running' and id <= (
      select id from ${sql(schema)}.sync_runs order by id desc offset ${RUNS_KEPT} limit 1)`
  return { history, runs: runs.count }
}
