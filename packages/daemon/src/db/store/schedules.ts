import type { Database } from '../tables.ts'

/** When a job runs next, and how often it has failed in a row. */
export interface Due {
  readonly isDue: boolean
  readonly failures: number
}

/**
 * Reads the schedule of a job by the database's clock. What nobody has scheduled yet is due at once; so is a time further
 * ahead than `longest` milliseconds, which comes from a wrong clock or an old backup.
 */
export async function readDue({ sql, schema }: Database, job: string, provider: string, longest: number): Promise<Due> {
  const [row] = await sql<Due[]>`
    select failures,
      next_due_at <= clock_timestamp() or next_due_at > clock_timestamp() + make_interval(secs => ${longest / 1000}) as "isDue"
    from ${sql(schema)}.schedules where job = ${job} and provider = ${provider}`
  return row ?? { isDue: true, failures: 0 }
}

/** Sets the next run `delay` milliseconds from the database's now. */
export async function writeDue(
  { sql, schema }: Database,
  job: string,
  provider: string,
  { delay, failures }: { readonly delay: number; readonly failures: number },
): Promise<void> {
  await sql`
    insert into ${sql(schema)}.schedules (job, provider, next_due_at, failures)
    values (${job}, ${provider}, clock_timestamp() + make_interval(secs => ${delay / 1000}), ${failures})
    on conflict (job, provider) do update set next_due_at = excluded.next_due_at, failures = excluded.failures`
}
