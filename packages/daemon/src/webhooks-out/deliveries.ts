import { fence } from '../db/store/fence.ts'
import type { Lease } from '../db/store/leases.ts'
import type { Database } from '../db/tables.ts'
import { begin } from '../db/transaction.ts'

/** A call that is due. */
export interface Delivery {
  readonly outbox_id: number
  /** The same for every attempt. */
  readonly event_id: string
  readonly type: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly created_at: Date
  /** How often it was made, this time included. */
  readonly attempts: number
}

/** How a call ended. */
export interface DeliveryEnd {
  readonly outbox_id: number
  /** A few words of ours, nothing of the receiver's. */
  readonly result: string
  /** `retry`: after some seconds. */
  readonly next: 'delivered' | 'dead' | { readonly retryAfter: number }
}

/** A call that is being made is nobody else's for that long, should its process die. `tell_endpoints` knows it. */
const TAKEN_SECONDS = 60

/**
 * Takes calls of an endpoint that are due, the oldest of each key alone: the later ones wait for it. Only the holder of the
 * lease does, so two processes never send one key at once.
 */
export async function takeDeliveries(
  { sql, schema }: Database,
  lease: Lease,
  endpoint: string,
  most: number,
): Promise<readonly Delivery[]> {
  return begin(sql, async tx => {
    await tx
      .unsafe(`set local search_path to "${schema}"; set local idle_in_transaction_session_timeout = '10s'`)
      .simple()
    await fence(tx, lease)
    return tx<Delivery[]>`
      with due as (
        select outbox_id from webhook_deliveries d
        where endpoint = ${endpoint} and state = 'pending' and next_attempt_at <= clock_timestamp() and not exists (
          select from webhook_deliveries e
          where e.endpoint = d.endpoint and e.ordering_key = d.ordering_key and e.state = 'pending'
            and e.outbox_id < d.outbox_id)
        order by next_attempt_at, outbox_id limit ${most} for update
      )
      update webhook_deliveries d
      set attempts = attempts + 1, next_attempt_at = clock_timestamp() + make_interval(secs => ${TAKEN_SECONDS})
      from due, outbox o
      where d.endpoint = ${endpoint} and d.outbox_id = due.outbox_id and o.id = d.outbox_id
      returning d.outbox_id, o.event_id, o.type, o.payload, o.created_at, d.attempts`
  })
}

/** Writes down how a call ended. Those of its key that wait behind it are due when it is, and when it is over. */
export async function endDelivery({ sql, schema }: Database, endpoint: string, end: DeliveryEnd): Promise<void> {
  const { outbox_id, result, next } = end
  const table = sql`${sql(schema)}.webhook_deliveries`
  const dueAt =
    typeof next === 'string'
      ? sql`clock_timestamp()`
      : sql`greatest(next_attempt_at, clock_timestamp() + make_interval(secs => ${next.retryAfter}))`
  const ended =
    typeof next === 'string'
      ? sql`state = ${next}, settled_at = clock_timestamp()`
      : sql`next_attempt_at = clock_timestamp() + make_interval(secs => ${next.retryAfter})`
  await sql`
    with ended as (
      update ${table} set last_result = ${result}, ${ended}
      where endpoint = ${endpoint} and outbox_id = ${outbox_id} and state = 'pending'
      returning ordering_key
    )
    update ${table} d set next_attempt_at = ${dueAt}
    from ended
    where d.endpoint = ${endpoint} and d.ordering_key = ended.ordering_key and d.state = 'pending'
      and d.outbox_id > ${outbox_id}`
}
