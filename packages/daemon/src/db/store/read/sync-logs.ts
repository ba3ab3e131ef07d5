import type { Database } from '../../tables.ts'

/** How a run stands, as the log tells it. */
export const runStatuses = [
  'running',
  'succeeded',
  'partial',
  'rejected',
  'failed',
  'skipped',
  'aborted',
  'fenced',
  'abandoned',
] as const

export interface SyncLogRow {
  readonly id: number
  readonly job: string
  readonly provider: string
  readonly trigger: string
  readonly status: (typeof runStatuses)[number]
  readonly started_at: Date
  readonly finished_at: Date | null
  readonly requests: number
  readonly bytes: number
  readonly rows_read: number
  readonly rows_written: number
  readonly reason: string | null
  readonly details: Readonly<Record<string, unknown>>
}

export interface SyncLogFilter {
  readonly job?: string | undefined
  readonly provider?: string | undefined
  readonly status?: string | undefined
  /** Id of the last row of the page before. */
  readonly before?: number | undefined
  readonly limit: number
}

/**
 * Runs, the latest first: by id, since two may have begun in the same instant. Which process ran them is left out, it is
 * for who has the database.
 */
export async function readSyncLogs({ sql, schema }: Database, filter: SyncLogFilter): Promise<readonly SyncLogRow[]> {
  const { job, provider, status, before, limit } = filter
  return sql<SyncLogRow[]>`
    select
      id, job, provider, trigger, status, started_at, finished_at, requests, bytes, rows_read, rows_written, reason, details
    from ${sql(schema)}.sync_logs
    where true
      ${job === undefined ? sql`` : sql`and job = ${job}`}
      ${provider === undefined ? sql`` : sql`and provider = ${provider}`}
      ${status === undefined ? sql`` : sql`and status = ${status}`}
      ${before === undefined ? sql`` : sql`and id < ${before}`}
    order by id desc limit ${limit}`
}
