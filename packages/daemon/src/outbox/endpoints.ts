import type { Database } from '../db/tables.ts'
import type { EventType } from './events.ts'

/** What an endpoint of the team is told. */
export interface Subscription {
  /** Its name in the configuration. */
  readonly id: string
  readonly types: readonly EventType[]
  /** Whose numbers and purchases; `null`: everybody's, and nobody's. */
  readonly subjects: readonly string[] | null
}

/**
 * Makes the database know which endpoints there are, so that whoever writes a fact, in this process or another, knows whom
 * to tell. One that is missing is told nothing new; what was written down for it stays.
 */
export async function saveSubscriptions(
  { sql, schema }: Database,
  subscriptions: readonly Subscription[],
): Promise<void> {
  const table = sql`${sql(schema)}.webhook_endpoints`
  await sql`
    with given as (
      select * from jsonb_to_recordset(${sql.json(subscriptions as never)}) as x (id text, types jsonb, subjects jsonb)
    ), saved as (
      insert into ${table} (id, types, subjects) select id, types, nullif(subjects, 'null') from given
      on conflict (id) do update set types = excluded.types, subjects = excluded.subjects, active = true
    )
    update ${table} set active = false where id not in (select id from given)`
}
