import type { Database } from '../tables.ts'
import type { Lease } from './leases.ts'

/** When a job runs next; times in milliseconds since 1970. */
export interface PlannedRun {
  readonly dueAt: number
  /** How often it has failed in a row. */
  readonly failures: number
}

/** What is planned, and the time to compare it with. */
export interface Schedule {
  /** By the database's clock: hosts need not agree on the time. */
  readonly now: number
  /** `null` when nobody has planned a run yet. */
  readonly dueAt: number | null
  readonly failures: number
}

/** Reads what is planned for a job, and what time it is. */
export async function readSchedule({ sql, schema }: Database, job: string, provider: string): Promise<Schedule> {
  const [row] = await sql<Schedule[]>`
    select
      extract(epoch from clock_timestamp())::float8 * 1000 as now,
      extract(epoch from s.next_due_at)::float8 * 1000 as "dueAt",
      coalesce(s.failures, 0) as failures
    from (values (1)) as always left join ${sql(schema)}.schedules s on s.job = ${job} and s.provider = ${provider}`
  if (!row) throw new Error('the database answered a question for the time with nothing')
  return row
}

/** Writes down when a job runs next; a holder that froze and has lost its lease has no say any more. */
export async function writeSchedule(
  { sql, schema }: Database,
  job: string,
  provider: string,
  { dueAt, failures }: PlannedRun,
  lease: Lease,
): Promise<void> {
  await sql`
    insert into ${sql(schema)}.schedules (job, provider, next_due_at, failures)
    select ${job}, ${provider}, to_timestamp(${dueAt / 1000}), ${failures}
    from ${sql(schema)}.leases
    where name = ${lease.name} and token = ${lease.token} and expires_at > clock_timestamp()
    on conflict (job, provider) do update set next_due_at = excluded.next_due_at, failures = excluded.failures`
}
