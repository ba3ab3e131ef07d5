import type { Usage } from '../../../purchase/limits.ts'
import type { Limits } from '../../../purchase/policy.ts'
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
  /** Whether it matters to anybody; what does not is not counted, and 0. */
  readonly isLimited: (what: keyof Limits) => boolean
}

/** What has been bought so far by one subject, and by all; by the clock of the database. What a day adds up to is read from an index alone. */
export async function readUsage(
  tx: Sql,
  schema: string,
  { subject, accounts, spending, without, isLimited }: UsageQuery,
): Promise<{ readonly subject: Usage; readonly total: Usage }> {
  // The time of the statement, not of the transaction, which may have waited; found out once, not for every row.
  const now = tx`(select statement_timestamp())`
  const day = tx`(select date_trunc('day', statement_timestamp(), 'UTC'))`
  const isOwn = tx`subject = ${subject}`
  const begun = tx`
    from ${tx(schema)}.purchase_intents
    where account in ${tx(accounts)} and state <> 'orphan' and number <> coalesce(
      (select number from ${tx(schema)}.purchase_intents where id = ${without}), 0)`
  const rows = await tx<(Usage & { readonly mine: boolean })[]>`
    with day as materialized (
      select count(*) as number, count(*) filter (where ${isOwn}) as own_number,
        sum(held) filter (where account in ${tx(spending)}) as spent,
        sum(held) filter (where account in ${tx(spending)} and ${isOwn}) as own_spent
      ${begun} and begun_at >= ${day} and ${isLimited('perDay') || isLimited('spendPerDay')}
    ), hour as materialized (
      select count(*) as number, min(begun_at) as since,
        count(*) filter (where ${isOwn}) as own_number, min(begun_at) filter (where ${isOwn}) as own_since
      ${begun} and begun_at > ${now} - interval '1 hour' and ${isLimited('perHour')}
    ), minute as materialized (
      select count(*) as number, min(begun_at) as since,
        count(*) filter (where ${isOwn}) as own_number, min(begun_at) filter (where ${isOwn}) as own_since
      ${begun} and begun_at > ${now} - interval '1 minute' and ${isLimited('perMinute')}
    ), live as materialized (
      select count(*) as number, count(*) filter (where ${isOwn}) as own_number from (
        select subject from ${tx(schema)}.purchase_intents
        where account in ${tx(accounts)} and state in ('prepared', 'sending', 'unknown') and id <> ${without}
          and coalesce(targets #>> '{0,kind}', 'activation') <> 'extension'
        union all
        select subject from ${tx(schema)}.activations where account in ${tx(accounts)} and ended_at is null) n
      where ${isLimited('live')}
    )
    select mine,
      case when mine then minute.own_number else minute.number end as "perMinute",
      case when mine then hour.own_number else hour.number end as "perHour",
      case when mine then day.own_number else day.number end as "perDay",
      case when mine then live.own_number else live.number end as live,
      coalesce(case when mine then day.own_spent else day.spent end, 0)::text as spent,
      case when mine then minute.own_since else minute.since end + interval '1 minute' as "minuteFrees",
      case when mine then hour.own_since else hour.since end + interval '1 hour' as "hourFrees",
      ${day} + interval '1 day' as "dayEnds"
    from (values (true), (false)) as whose (mine), day, hour, minute, live`
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
