import type { Sql } from '../../../connect.ts'

/** Bought numbers: whose, of what, from when to before when. */
export interface NumberFilter {
  readonly from: Date
  readonly to: Date
  /** Default: everybody's. */
  readonly subject?: string | undefined
  readonly provider?: string | undefined
  readonly service?: string | undefined
  readonly country?: string | undefined
}

/** Given back by its buyer so soon and without an SMS, a number says nothing about how well it would have received one. */
const WITHDRAWN_WITHIN = '1 minute'

/**
 * Each bought number once, and what came of it: `received` an SMS, `open` (neither ended nor received), `withdrawn` by its
 * buyer within a minute. What is none of these has failed.
 */
export function numbersOf({ sql, schema }: { readonly sql: Sql; readonly schema: string }, filter: NumberFilter) {
  const { from, to, subject, provider, service, country } = filter
  return sql`
    select
      split_part(a.id, ':', 1) as provider, a.service, a.country, a.price, a.currency,
      a.first_message_at is not null as received,
      a.first_message_at is null and a.ended_at is null as open,
      coalesce(
        a.first_message_at is null and a.status = 'cancelled'
          and a.ended_at <= a.bought_at + ${WITHDRAWN_WITHIN}::interval and a.snapshot ->> 'reason' = 'user', false) as withdrawn,
      a.refund not in ('confirmed', 'not_charged') as charged,
      extract(epoch from a.first_message_at - a.bought_at) as waited
    from ${sql(schema)}.activations a
    where a.kind = 'activation' and a.bought_at >= ${from} and a.bought_at < ${to}
      ${subject === undefined ? sql`` : sql`and a.subject = ${subject}`}
      ${provider === undefined ? sql`` : sql`and split_part(a.id, ':', 1) = ${provider}`}
      ${service === undefined ? sql`` : sql`and a.service = ${service}`}
      ${country === undefined ? sql`` : sql`and a.country = ${country}`}`
}

/** The time of the database, in whole milliseconds as it comes back from a client. */
export async function readNow({ sql }: { readonly sql: Sql }): Promise<Date> {
  const [row] = await sql<{ now: Date }[]>`select date_trunc('milliseconds', clock_timestamp()) as now`
  if (!row) throw new Error('the database did not tell the time')
  return row.now
}
