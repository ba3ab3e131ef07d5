import type { Database } from '../db/tables.ts'

/** How a delivery stands, for people. */
export interface DeliveryRow {
  readonly id: number
  readonly endpoint: string
  readonly event_id: string
  readonly type: string
  readonly ordering_key: string
  readonly state: 'pending' | 'delivered' | 'dead'
  readonly attempts: number
  readonly created_at: Date
  readonly next_attempt_at: Date | null
  readonly last_result: string | null
  readonly settled_at: Date | null
}

export const deliveryStates = ['pending', 'delivered', 'dead'] as const

/** Deliveries, the latest event first. */
export async function readDeliveries(
  { sql, schema }: Database,
  filter: {
    readonly state?: string | undefined
    readonly endpoint?: string | undefined
    /** Id and endpoint of the last row of the page before. */
    readonly before?: readonly [id: number, endpoint: string] | undefined
    readonly limit: number
  },
): Promise<readonly DeliveryRow[]> {
  const { state, endpoint, before, limit } = filter
  return sql<DeliveryRow[]>`
    select
      d.outbox_id as id, d.endpoint, o.event_id, o.type, d.ordering_key, d.state, d.attempts, o.created_at,
      case when d.state = 'pending' then d.next_attempt_at end as next_attempt_at, d.last_result, d.settled_at
    from ${sql(schema)}.webhook_deliveries d join ${sql(schema)}.outbox o on o.id = d.outbox_id
    where true
      ${state === undefined ? sql`` : sql`and d.state = ${state}`}
      ${endpoint === undefined ? sql`` : sql`and d.endpoint = ${endpoint}`}
      ${before === undefined ? sql`` : sql`and (d.outbox_id, d.endpoint) < (${before[0]}::bigint, ${before[1]})`}
    order by d.outbox_id desc, d.endpoint desc limit ${limit}`
}

/** Has an event told once more, to one endpoint or to all that were to be told; what still waits goes now. Answers to how many. */
export async function replayDeliveries(
  { sql, schema }: Database,
  eventId: string,
  endpoint: string | undefined,
): Promise<number> {
  const rows = await sql`
    update ${sql(schema)}.webhook_deliveries d
    set state = 'pending', attempts = 0, next_attempt_at = clock_timestamp(), settled_at = null
    from ${sql(schema)}.outbox o
    where o.id = d.outbox_id and o.event_id = ${eventId}
      ${endpoint === undefined ? sql`` : sql`and d.endpoint = ${endpoint}`}`
  return rows.count
}
