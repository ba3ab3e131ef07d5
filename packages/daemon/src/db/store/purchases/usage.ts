import type { Usage } from '../../../purchase/limits.ts'
import type { Sql } from '../../connect.ts'

/** Whose purchases are counted, and which. */
export interface UsageQuery {
  /** `null`: everybody's. */
  readonly subject: string | null
  /** The accounts that count. */
  readonly accounts: readonly string[]
  /** Those of them in whose currency is spent. */
  readonly spending: readonly string[]
  /** The purchase in question, which does not count against itself. */
  readonly without: string
}

/** What has been bought so far, by the clock of the database. */
export async function readUsage(
  tx: Sql,
  schema: string,
  { subject, accounts, spending, without }: UsageQuery,
): Promise<Usage> {
  const mine = subject === null ? tx`` : tx`and subject = ${subject}`
  const [row] = await tx<Usage[]>`
    with instant as (
      select clock_timestamp() as now, date_trunc('day', clock_timestamp(), 'UTC') as day
    ), begun as (
      select coalesce(sent_at, created_at) as at, held, account
      from ${tx(schema)}.purchase_intents, instant
      where account in ${tx(accounts)} and coalesce(sent_at, created_at) >= least(day, now - interval '1 hour')
        and state <> 'orphan' and id <> ${without} ${mine}
    ), open as (
      select count(*) as number from ${tx(schema)}.purchase_intents
      where account in ${tx(accounts)} and state in ('prepared', 'sending', 'unknown') and id <> ${without}
        and coalesce(targets #>> '{0,kind}', 'activation') <> 'extension' ${mine}
    ), live as (
      select count(*) as number from ${tx(schema)}.activations
      where account in ${tx(accounts)} and ended_at is null ${mine}
    )
    select
      (count(*) filter (where at > now - interval '1 minute'))::int as "perMinute",
      (count(*) filter (where at > now - interval '1 hour'))::int as "perHour",
      (count(*) filter (where at >= day))::int as "perDay",
      (select open.number + live.number from open, live)::int as live,
      coalesce(sum(held) filter (where at >= day and account in ${tx(spending)}), 0)::text as spent,
      min(at) filter (where at > now - interval '1 minute') + interval '1 minute' as "minuteFrees",
      min(at) filter (where at > now - interval '1 hour') + interval '1 hour' as "hourFrees",
      day + interval '1 day' as "dayEnds"
    from instant left join begun on true group by now, day`
  if (!row) throw new Error('the database did not count')
  return row
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
