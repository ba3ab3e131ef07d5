import type { PurchaseKind } from '@onesms/sdk'
import type { Sql } from '../../connect.ts'
import type { Database } from '../../tables.ts'
import { transaction } from '../../transaction.ts'

/** A purchase as a client asked for it first; what the key stands for from then on. */
export interface PurchaseRequestRow {
  readonly subject: string
  readonly key: string
  /** Of all that was asked: another one is another purchase. */
  readonly fingerprint: string
  /** The provider that it is bought from. */
  readonly account: string
  readonly kind: PurchaseKind
  readonly asked: Asked
  /** The cap that was found then. */
  readonly maxPrice: string
  /** The short-lived token it came with, at last. */
  readonly session: string | null
  readonly requestId: string | null
}

/** What was asked for, in the words of the client. */
export type Asked =
  | { readonly service: string; readonly country: string; readonly operator?: string; readonly hours?: number }
  | { readonly rental: string; readonly hours: number }

/** The key under which a purchase stands in the ledger: that of the client, whom nobody else can speak for. */
export const ledgerKeyOf = (subject: string, key: string) => `${subject}:${key}`

const columns = (sql: Sql) => sql`
  subject, key, fingerprint, account, kind, asked, trim_scale(max_price)::text as "maxPrice", session,
  request_id as "requestId"`

/** The request that a key stands for; `null` when it stands for none. */
export async function findPurchaseRequest(
  { sql, schema }: Database,
  subject: string,
  key: string,
): Promise<PurchaseRequestRow | null> {
  const [row] = await sql<PurchaseRequestRow[]>`
    select ${columns(sql)} from ${sql(schema)}.purchase_requests where subject = ${subject} and key = ${key}`
  return row ?? null
}

/**
 * Makes a key stand for a request, and answers what it stands for: another was there first where they differ. The token it
 * comes with is that of the latest of the same; and it is open again, should it have been closed.
 */
export async function keepPurchaseRequest(
  database: Database,
  { subject, key, fingerprint, account, kind, asked, maxPrice, session, requestId }: PurchaseRequestRow,
): Promise<PurchaseRequestRow> {
  const { sql, schema } = database
  await sql`
    insert into ${sql(schema)}.purchase_requests as r
      (subject, key, fingerprint, account, kind, asked, max_price, session, request_id)
    values (${subject}, ${key}, ${fingerprint}, ${account}, ${kind}, ${sql.json(asked)}, ${maxPrice}, ${session}, ${requestId})
    on conflict (subject, key) do update
    set session = excluded.session, request_id = excluded.request_id, closed_at = null
    where r.fingerprint = excluded.fingerprint
      and (r.session is distinct from excluded.session or r.closed_at is not null)`
  const kept = await findPurchaseRequest(database, subject, key)
  if (!kept) throw new Error('a request that was kept is gone')
  return kept
}

/**
 * Closes a key under which nothing is bought: no process that is about to buy under it does so any more. `false`: a purchase
 * under it is on its way or has brought something, and it stays open.
 */
export function closePurchaseRequest(
  { sql, schema }: Database,
  { subject, key, account }: Pick<PurchaseRequestRow, 'subject' | 'key' | 'account'>,
): Promise<boolean> {
  return transaction(sql, async tx => {
    // Whoever is let pass now holds the row until the purchase is written down.
    await tx`
      select from ${tx(schema)}.purchase_requests where subject = ${subject} and key = ${key} for update`
    const { count } = await tx`
      update ${tx(schema)}.purchase_requests r set closed_at = clock_timestamp()
      where subject = ${subject} and key = ${key} and not exists (
        select from ${tx(schema)}.purchase_intents
        where account = ${account} and idempotency_key = ${ledgerKeyOf(subject, key)}
          and state in ('prepared', 'sending', 'unknown', 'confirmed'))`
    return count > 0
  })
}
