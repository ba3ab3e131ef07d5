import { cleanText } from '../../catalog/text.ts'
import type { Sql } from '../connect.ts'
import type { Database } from '../tables.ts'
import type { Lease } from './leases.ts'

/** How a run ended; `running`, `skipped` and `abandoned` are written elsewhere. */
export type RunStatus = 'succeeded' | 'partial' | 'rejected' | 'failed' | 'aborted' | 'fenced'

/** Some errors quote what they were given, which may be anything. */
const LONGEST_REASON = 1_000

export type RunTrigger = 'schedule' | 'manual'

/** What a run says of itself at its end. */
export interface RunEnd {
  readonly status: RunStatus
  /** Why it did not succeed, in words; `null` when it did. */
  readonly reason: string | null
  readonly requests: number
  /** Of the providers' answers, after decompression. */
  readonly bytes: number
  readonly rowsRead: number
  readonly rowsWritten: number
  readonly details: Readonly<Record<string, unknown>>
}

/** Writes down that a run begins, and answers with its id. It ends with its lease unless it is renewed. */
export async function beginRun(
  { sql, schema }: Database,
  run: {
    readonly job: string
    readonly provider: string
    readonly trigger: RunTrigger
    readonly holder: string
    readonly lease: Lease
  },
): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    insert into ${sql(schema)}.sync_runs (job, provider, trigger, status, holder, lease_name, lease_token, expires_at)
    select ${run.job}, ${run.provider}, ${run.trigger}, 'running', ${run.holder}, name, token, expires_at
    from ${sql(schema)}.leases where name = ${run.lease.name} and token = ${run.lease.token}
    returning id`
  if (!row) throw new Error(`lease ${run.lease.name} was lost before the run began`)
  return row.id
}

/**
 * Closes a run. Inside the publishing transaction the run and the catalog change together. A run that was given up for
 * abandoned, and speaks again, was fenced.
 */
export async function endRun(sql: Sql, schema: string, id: number, end: RunEnd): Promise<void> {
  await sql`
    update ${sql(schema)}.sync_runs set
      status = case status when 'abandoned' then 'fenced' else ${end.status} end, reason = ${end.reason && cleanText(end.reason, LONGEST_REASON)}, finished_at = clock_timestamp(), expires_at = null,
      requests = ${end.requests}, bytes = ${end.bytes}, rows_read = ${end.rowsRead}, rows_written = ${end.rowsWritten},
      details = ${sql.json(end.details as never)}
    where id = ${id} and status in ('running', 'abandoned')`
}

/** Writes down a run that did not take place because another holds the lease. */
export async function logSkippedRun(
  { sql, schema }: Database,
  run: { readonly job: string; readonly provider: string; readonly trigger: RunTrigger; readonly holder: string },
): Promise<void> {
  await sql`
    insert into ${sql(schema)}.sync_runs (job, provider, trigger, status, holder, finished_at, reason)
    values (${run.job}, ${run.provider}, ${run.trigger}, 'skipped', ${run.holder}, clock_timestamp(), 'another process is at it')`
}
