import { type NumberSnapshot, snapshotFromJson } from '@onesms/sdk'
import type { Sql } from '../db/connect.ts'
import type { Database } from '../db/tables.ts'

/** What the database holds of a bought number. */
export interface StoredNumber {
  /** As it is known now. Of the phone three digits are left, and an SMS has neither text nor code, once they were removed. */
  readonly snapshot: NumberSnapshot
  readonly account: string
  /** Whose it is; `null`: nobody's. */
  readonly subject: string | null
  readonly intentId: string
  /** When it was asked to be given back, and is not yet. */
  readonly cancelRequestedAt: Date | null
  readonly boughtAt: Date
  /** Whether anybody was told that it was bought. */
  readonly isAnnounced: boolean
}

/** Which numbers are wanted. What is not given does not matter. */
export interface NumberSelection {
  /** `null`: everybody's. */
  readonly subject: string | null
  readonly ids?: readonly string[]
  readonly kind?: 'activation' | 'rental'
  readonly account?: string
  readonly status?: string
  /** Those that have not ended. */
  readonly isOpen?: boolean
  /** Those bought before this one. */
  readonly before?: { readonly boughtAt: Date; readonly id: string }
  /** Default: all of them. */
  readonly limit?: number
}

/** A row as the driver reads it. */
interface NumberRow {
  readonly snapshot: object
  readonly phone: string | null
  readonly messages: readonly object[]
  readonly account: string
  readonly subject: string | null
  readonly intent_id: string
  readonly cancel_requested_at: Date | null
  readonly bought_at: Date
  readonly is_announced: boolean
}

/** One number; `null` where there is none of that id, or it is not the subject's. */
export async function readActivation(
  database: Database,
  id: string,
  subject: string | null,
): Promise<StoredNumber | null> {
  const [found] = await readActivations(database, { subject, ids: [id] })
  return found ?? null
}

/** Numbers, the newest first. */
export async function readActivations(
  { sql, schema }: { readonly sql: Sql; readonly schema: string },
  { subject, ids, kind, account, status, isOpen = false, before, limit }: NumberSelection,
): Promise<readonly StoredNumber[]> {
  if (ids?.length === 0) return []
  const rows = await sql<NumberRow[]>`
    select a.snapshot, a.phone, a.account, a.subject, a.intent_id, a.cancel_requested_at, a.bought_at,
      a.announced_at is not null as is_announced, ${messagesOf(sql, schema)} as messages
    from ${sql(schema)}.activations a
    where true
      ${subject === null ? sql`` : sql`and a.subject = ${subject}`}
      ${ids === undefined ? sql`` : sql`and a.id in ${sql(ids)}`}
      ${kind === undefined ? sql`` : sql`and a.kind = ${kind}`}
      ${account === undefined ? sql`` : sql`and a.account = ${account}`}
      ${status === undefined ? sql`` : sql`and a.status = ${status}`}
      ${isOpen ? sql`and a.ended_at is null` : sql``}
      ${before ? sql`and (a.bought_at, a.id) < (${before.boughtAt}, ${before.id})` : sql``}
    order by a.bought_at desc, a.id desc
    ${limit === undefined ? sql`` : sql`limit ${limit}`}`
  return rows.map(numberOf)
}

function messagesOf(sql: Sql, schema: string) {
  return sql`(
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', m.id, 'text', m.text, 'code', m.code, 'sender', m.sender, 'channel', m.channel, 'receivedAt', m.received_at)
      order by m.position, m.seen_at), '[]')
    from ${sql(schema)}.messages m where m.activation_id = a.id)`
}

function numberOf(row: NumberRow): StoredNumber {
  return {
    snapshot: snapshotFromJson({ ...row.snapshot, phone: row.phone ?? '', messages: row.messages }),
    account: row.account,
    subject: row.subject,
    intentId: row.intent_id,
    cancelRequestedAt: row.cancel_requested_at,
    boughtAt: row.bought_at,
    isAnnounced: row.is_announced,
  }
}
