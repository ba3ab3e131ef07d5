import type { Database } from '../tables.ts'

/** Has a number given back as soon as its provider takes it. `false`: it has ended. The first wish counts. */
export async function requestCancel({ sql, schema }: Database, id: string): Promise<boolean> {
  const { count } = await sql`
    update ${sql(schema)}.activations set cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp())
    where id = ${id} and ended_at is null`
  return count > 0
}
