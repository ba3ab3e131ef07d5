import type { Database } from '../db/tables.ts'

/** A number that has not ended, as far as the database knows. */
export interface OpenNumber {
  readonly id: string
  /** Whether it is to be given back. */
  readonly isUnwanted: boolean
}

export interface OpenNumbers {
  readonly numbers: readonly OpenNumber[]
  /** When this was asked, by the clock of the database. */
  readonly at: Date
}

/** How long, in seconds, a purchase may take to become visible once it has its time. */
const LATEST_COMMIT = 60

/** Open numbers of an account: all of them, or those bought since another look at it and those that are to be given back. */
export async function readOpenNumbers(
  { sql, schema }: Database,
  account: string,
  since: Date | null,
): Promise<OpenNumbers> {
  const isNew = since ? sql`bought_at > ${since} - make_interval(secs => ${LATEST_COMMIT})` : sql`true`
  const rows = await sql<{ id: string | null; unwanted: boolean; at: Date }[]>`
    select now.at, open.id, open.unwanted
    from (select clock_timestamp() as at) as now left join (
      select id, cancel_requested_at is not null as unwanted from ${sql(schema)}.activations
      where account = ${account} and ended_at is null and ${isNew}
      union
      select id, true from ${sql(schema)}.activations
      where account = ${account} and ended_at is null and cancel_requested_at is not null) as open on true`
  return {
    at: rows[0]?.at ?? new Date(0),
    numbers: rows.flatMap(({ id, unwanted }) => (id === null ? [] : [{ id, isUnwanted: unwanted }])),
  }
}

/** A number is not to be given back any more: its provider does not take it. */
export async function dropCancelRequest({ sql, schema }: Database, id: string): Promise<void> {
  await sql`update ${sql(schema)}.activations set cancel_requested_at = null where id = ${id}`
}
