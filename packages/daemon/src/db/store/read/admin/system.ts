import type { Database } from '../../../tables.ts'

export interface LeaseState {
  readonly name: string
  readonly holder: string
  readonly token: number
  readonly expiresAt: Date
  readonly isHeld: boolean
}

export interface EndpointState {
  readonly endpoint: string
  readonly pending: number
  readonly dead: number
  readonly oldestAt: Date | null
}

export interface DeadLetter {
  readonly endpoint: string
  readonly outboxId: number
  readonly eventId: string
  readonly type: string
  readonly attempts: number
  readonly lastResult: string | null
  readonly createdAt: Date
  readonly settledAt: Date | null
}

/** What runs where, and what did not get through. Counts end at 1,000. */
export interface SystemState {
  readonly now: Date
  readonly leases: readonly LeaseState[]
  readonly endpoints: readonly EndpointState[]
  readonly dead: readonly DeadLetter[]
  readonly inboxWaiting: number
}

const MANY = 1_000

export async function readSystem({ sql, schema }: Database, limit: number, letters: number): Promise<SystemState> {
  const s = sql(schema)
  const leases = await sql<LeaseState[]>`
    select name, holder, token, expires_at as "expiresAt", expires_at > clock_timestamp() as "isHeld"
    from ${s}.leases order by "isHeld" desc, name limit ${limit}`
  const endpoints = await sql<EndpointState[]>`
    select e.id as endpoint,
      (select count(*) from (
        select from ${s}.webhook_deliveries d where d.endpoint = e.id and d.state = 'pending' limit ${MANY}) a)::int as pending,
      (select count(*) from (
        select from ${s}.webhook_deliveries d where d.endpoint = e.id and d.state = 'dead' limit ${MANY}) a)::int as dead,
      (select o.created_at from ${s}.webhook_deliveries d join ${s}.outbox o on o.id = d.outbox_id
        where d.endpoint = e.id and d.state = 'pending' order by d.next_attempt_at limit 1) as "oldestAt"
    from ${s}.webhook_endpoints e where e.active order by e.id limit ${limit}`
  const dead = await sql<DeadLetter[]>`
    select d.endpoint, d.outbox_id as "outboxId", o.event_id as "eventId", o.type, d.attempts, d.last_result as "lastResult",
      o.created_at as "createdAt", d.settled_at as "settledAt"
    from (
      select * from ${s}.webhook_deliveries where state = 'dead' order by settled_at desc nulls last limit ${letters}
    ) d join ${s}.outbox o on o.id = d.outbox_id order by d.settled_at desc nulls last`
  const [rest] = await sql<{ now: Date; waiting: number }[]>`
    select clock_timestamp() as now, (select count(*) from (
      select from ${s}.webhook_inbox where handled_at is null limit ${MANY}) a)::int as waiting`
  return { now: rest?.now ?? new Date(), leases, endpoints, dead, inboxWaiting: rest?.waiting ?? 0 }
}
