import type { Usage } from '../../../purchase/limits.ts'
import type { Sql } from '../../connect.ts'

/** Whose purchases are counted apart, and which. */
export interface UsageQuery {
  readonly subject: string
  /** The accounts that count. */
  readonly accounts: readonly string[]
  /** Those of them in whose currency is spent. */
  readonly spending: readonly string[]
  /** The purchase in question, which does not count against itself. */
  readonly without: string
}

/** What has been bought so far by one subject, and by all; by the clock of the database. One pass over the purchases of a day. */
export async function readUsage(
  tx: Sql,
  schema: string,
  { subject, accounts, spending, without }: UsageQuery,
): Promise<{ readonly subject: Usage; readonly total: Usage }> {
  // The time of the statement, not of the transaction, which may have waited; found out once, not for every row.
  const now = tx`(select statement_timestamp())`
  const day = tx`(select date_trunc('day', statement_timestamp(), 'UTC'))`
  const rows = await tx<(Usage & { readonly mine: boolean })[]>`
    with whose (mine) as (values (true), (false)
    ), begun as (
      select subject = ${subject} as mine,
        count(*) filter (where at > ${now} - interval '1 minute') as per_minute,
        count(*) filter (where at > ${now} - interval '1 hour') as per_hour,
        count(*) filter (where at >= ${day}) as per_day,
        sum(held) filter (where at >= ${day} and account in ${tx(spending)}) as spent,
        min(at) filter (where at > ${now} - interval '1 minute') as minute_from,
        min(at) filter (where at > ${now} - interval '1 hour') as hour_from
      from (
        select coalesce(sent_at, created_at) as at, held, account, subject from ${tx(schema)}.purchase_intents
        where account in ${tx(accounts)} and coalesce(sent_at, created_at) >= least(${day}, ${now} - interval '1 hour')
          and state <> 'orphan' and id <> ${without}) i
      group by 1
    ), live as (
      select subject = ${subject} as mine, count(*) as number from (
        select subject from ${tx(schema)}.purchase_intents
        where account in ${tx(accounts)} and state in ('prepared', 'sending', 'unknown') and id <> ${without}
          and coalesce(targets #>> '{0,kind}', 'activation') <> 'extension'
        union all
        select subject from ${tx(schema)}.activations where account in ${tx(accounts)} and ended_at is null) n
      group by 1
    )
    select mine,
      (select coalesce(sum(per_minute), 0) from begun b where b.mine or not whose.mine)::int as "perMinute",
      (select coalesce(sum(per_hour), 0) from begun b where b.mine or not whose.mine)::int as "perHour",
      (select coalesce(sum(per_day), 0) from begun b where b.mine or not whose.mine)::int as "perDay",
      (select coalesce(sum(number), 0) from live l where l.mine or not whose.mine)::int as live,
      (select coalesce(sum(spent), 0) from begun b where b.mine or not whose.mine)::text as spent,
      (select min(minute_from) from begun b where b.mine or not whose.mine) + interval '1 minute' as "minuteFrees",
      (select min(hour_from) from begun b where b.mine or not whose.mine) + interval '1 hour' as "hourFrees",
      ${day} + interval '1 day' as "dayEnds"
    from whose`
  const [own, all] = [rows.find(({ mine }) => mine), rows.find(({ mine }) => !mine)]
  if (!own || !all) throw new Error('the database did not count')
  return { subject: own, total: all }
}

/** What a short-lived token may still spend; `null` where there is no such token. */
export interface SessionBudget {
  readonly isValid: boolean
  /** `null`: it buys nothing. */
  readonly cap: string | null
  readonly currency: string | null
  /** By all purchases made with it, but the one in question. */
  readonly spent: string
}

export async function readSessionBudget(
  tx: Sql,
  schema: string,
  { session, without }: { readonly session: string; readonly without: string },
): Promise<SessionBudget | null> {
  const [row] = await tx<SessionBudget[]>`
    select expires_at > clock_timestamp() and revoked_at is null as "isValid", spend_cap::text as cap, currency,
      (select coalesce(sum(held), 0)::text from ${tx(schema)}.purchase_intents
        where session = ${session} and id <> ${without}) as spent
    from ${tx(schema)}.sessions where id = ${session}`
  return row ?? null
}
