import type { Intent } from '@onesms/sdk'
import type { Database } from '../../tables.ts'
import { columnsOf, type IntentRow, intentOf } from '../intents-row.ts'

/** One purchase by its id; `null` where there is none, or it is not the subject's. `subject` null: anybody's. */
export async function readPurchase(
  { sql, schema }: Database,
  id: string,
  subject: string | null,
): Promise<Intent | null> {
  const [row] = await sql<IntentRow[]>`
    select ${columnsOf(sql)} from ${sql(schema)}.purchase_intents
    where id = ${id} and state <> 'orphan' ${subject === null ? sql`` : sql`and subject = ${subject}`}`
  return row ? intentOf(row) : null
}

/** The purchase that a key of the ledger stands for. */
export async function readPurchaseByKey(
  { sql, schema }: Database,
  { account, key }: { readonly account: string; readonly key: string },
): Promise<Intent | null> {
  const [row] = await sql<IntentRow[]>`
    select ${columnsOf(sql)} from ${sql(schema)}.purchase_intents
    where account = ${account} and idempotency_key = ${key}`
  return row ? intentOf(row) : null
}

/** Whose each purchase is; `null`: nobody's. */
export async function readOwners(
  { sql, schema }: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  if (ids.length === 0) return new Map()
  const rows = await sql<{ id: string; subject: string | null }[]>`
    select id, subject from ${sql(schema)}.purchase_intents where id in ${sql(ids)}`
  return new Map(rows.map(({ id, subject }) => [id, subject]))
}
