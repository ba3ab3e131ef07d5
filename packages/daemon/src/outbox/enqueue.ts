import type { Sql } from '../db/connect.ts'
import type { EventType } from './events.ts'

/** Something that happened, for whoever wants to be told. */
export interface OutboxEvent {
  readonly type: EventType
  /** Whose number or purchase it is about; `null`: nobody's. An endpoint for certain subjects is told of theirs alone. */
  readonly subject?: string | null
  /** Events of one key are told in the order in which they were enqueued: `activation:<id>`, `balance:<account>`. */
  readonly orderingKey: string
  /** JSON, as it goes out under `data`: without texts of SMS and without phones. */
  readonly payload: object
}

/** Statements that are committed together. */
interface Transaction {
  readonly sql: Sql
  readonly schema: string
}

/**
 * Writes an event down for each endpoint that wants its type; for nobody, nothing is written. Call it in the transaction
 * that makes the fact: then what is told has happened, and what has happened is told.
 *
 * @example
 * ```ts
 * await begin(sql, async tx => {
 *   await tx`insert into ${tx(schema)}.balances …`
 *   await enqueue({ sql: tx, schema }, { type: 'balance.low', orderingKey: `balance:${account}`, payload })
 * })
 * ```
 */
export function enqueue(transaction: Transaction, event: OutboxEvent): Promise<void> {
  return enqueueAll(transaction, [event])
}

/** As {@link enqueue}, for several at once, in their order. */
export async function enqueueAll({ sql, schema }: Transaction, events: readonly OutboxEvent[]): Promise<void> {
  const rows = events.map(({ type, subject = null, orderingKey, payload }) => ({ type, subject, orderingKey, payload }))
  await sql`
    select ${sql(schema)}.tell_endpoints(
      event ->> 'type', event ->> 'subject', event ->> 'orderingKey', event -> 'payload')
    from jsonb_array_elements(${sql.json(rows as never)}) with ordinality as e (event, place)
    order by place`
}
