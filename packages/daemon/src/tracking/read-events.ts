import type { NumberSnapshot, SmsMessage } from '@onesms/sdk'
import type { Sql } from '../db/connect.ts'
import type { Database } from '../db/tables.ts'
import { begin } from '../db/transaction.ts'
import { readActivations, type StoredNumber } from './activation-row.ts'

/** Something that happened to a number, and what is known of the number now. */
export interface StoredEvent {
  readonly id: number
  readonly type: 'bought' | 'status' | 'message' | 'settled'
  readonly activationId: string
  readonly subject: string | null
  readonly snapshot: NumberSnapshot
  /** The SMS it is about, where it is about one. */
  readonly message: SmsMessage | null
  readonly cancelRequestedAt: Date | null
}

/** Which events are wanted. What is not given does not matter. */
export interface EventSelection {
  readonly after: number
  readonly upTo?: number
  readonly subject?: string
  readonly ids?: readonly string[]
  readonly limit: number
}

/** An event without what is known of its number. */
export interface EventRow {
  readonly id: number
  readonly type: StoredEvent['type']
  readonly activation_id: string
  readonly subject: string | null
  readonly message_id: string | null
}

/** Events in their order. */
export async function readEventRows(
  { sql, schema }: Database,
  { after, upTo, subject, ids, limit }: EventSelection,
): Promise<readonly EventRow[]> {
  return sql<EventRow[]>`
    select e.id, e.type, e.activation_id, e.subject, e.message_id from ${sql(schema)}.activation_events e
    where e.id > ${after}
      ${upTo === undefined ? sql`` : sql`and e.id <= ${upTo}`}
      ${subject === undefined ? sql`` : sql`and e.subject = ${subject}`}
      ${ids === undefined ? sql`` : sql`and e.activation_id in ${sql(ids)}`}
    order by e.id limit ${limit}`
}

/** Events with their numbers. */
export async function completeEvents(database: Database, rows: readonly EventRow[]): Promise<readonly StoredEvent[]> {
  const ids = [...new Set(rows.map(({ activation_id }) => activation_id))]
  const numbers = await readActivations(database, { subject: null, ids })
  const byId = new Map(numbers.map(number => [number.snapshot.id, number]))
  return rows.flatMap(({ id, type, activation_id, subject, message_id }) => {
    const number = byId.get(activation_id)
    if (!number) return []
    const { snapshot, cancelRequestedAt } = number
    const message = snapshot.messages.find(each => each.id === message_id) ?? null
    return [{ id, type, activationId: activation_id, subject, snapshot, message, cancelRequestedAt }]
  })
}

/** What is so at one instant. */
export interface Beginning {
  /** Id of the newest event that is contained in it; 0 where there is none. */
  readonly newest: number
  /** Whether all that came after an event that was asked for is still there. */
  readonly isComplete: boolean
  readonly numbers: readonly StoredNumber[]
}

/** Open ones that are told of in the beginning, where no numbers are named. */
const MOST_OPEN = 500

/**
 * Numbers of a subject, those named or the newest open ones, and the newest event, by one view of the database.
 * @param after An event that was seen: whether it can be gone on from there is told by whether it is still kept.
 */
export function readBeginning(
  { sql, schema }: Database,
  { subject, ids, after }: { readonly subject: string; readonly ids: readonly string[] | null; readonly after: number },
): Promise<Beginning> {
  const read = async (tx: Sql): Promise<Beginning> => {
    const events = tx`${tx(schema)}.activation_events`
    const [row] = await tx<{ newest: number | null; known: boolean }[]>`
      select max(id) as newest, case when ${after} = 0 then min(id) is null or min(id) = 1
        else exists (select from ${events} where id = ${after}) end as known
      from ${events}`
    const selection = ids === null ? { subject, isOpen: true, limit: MOST_OPEN } : { subject, ids }
    const numbers = await readActivations({ sql: tx, schema }, selection)
    return { newest: row?.newest ?? 0, isComplete: row?.known ?? false, numbers }
  }
  return begin(sql, read, 'isolation level repeatable read read only')
}
