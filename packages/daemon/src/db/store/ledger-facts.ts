import type { Database } from '../tables.ts'

/** What the ledger says of an account. */
export interface LedgerFacts {
  /** All that was ever spent, less what came back; by decimals. What is still open makes the least and the most. */
  readonly leastSpent: string
  /** `null` where a purchase without a cap is open. */
  readonly mostSpent: string | null
  /** Purchases on their way, or in doubt. */
  readonly open: number
  /** Confirmed purchases that were looked at. */
  readonly confirmed: number
  /** Those of them that were not sent exactly once, or confirmed exactly once, by the audit; some of their ids. */
  readonly wronglyAudited: readonly string[]
  /** Numbers found on the account that belong to no purchase, live, and are not known to be ours: their ids. */
  readonly orphans: readonly string[]
}

/** Purchases older than that have been looked at a hundred times. */
const AUDITED_DAYS = 35
const MOST_NAMED = 20

export async function readLedgerFacts({ sql, schema }: Database, account: string): Promise<LedgerFacts> {
  const intents = sql`${sql(schema)}.purchase_intents`
  const [row] = await sql<LedgerFacts[]>`
    with owned as (
      select i.state, i.max_price, i.refund,
        case when not i.flags ? 'price_untold' then (i.snapshot #>> '{price,amount}')::numeric end as price,
        -- The provider gives back by itself what ends unused, and is seen to have done so a moment later.
        exists (
          select from ${sql(schema)}.activations a
          where a.intent_id = i.id and a.kind = 'activation' and a.ended_at is null and a.first_message_at is null
        ) as may_return
      from ${intents} i where account = ${account}
        and (state in ('prepared', 'sending', 'unknown', 'confirmed') or (state = 'orphan' and flags ? 'surplus'))
    ), spent as (
      select state not in ('confirmed', 'orphan') as is_open,
        case when state in ('confirmed', 'orphan') and coalesce(refund, 'none') = 'none' and not may_return then coalesce(price, 0)
          else 0 end as least,
        case when refund in ('confirmed', 'not_charged') then 0 else coalesce(price, max_price, 'Infinity') end as most
      from owned
    )
    select
      trim_scale(coalesce(sum(least), 0))::text as "leastSpent",
      nullif(trim_scale(coalesce(sum(most), 0))::text, 'Infinity') as "mostSpent",
      count(*) filter (where is_open) as open,
      (select count(*) from ${intents} where account = ${account} and state = 'confirmed'
        and created_at > clock_timestamp() - make_interval(days => ${AUDITED_DAYS})) as confirmed,
      coalesce((select jsonb_agg(id) from (
        select i.id from ${intents} i left join ${sql(schema)}.audit a on a.intent_id = i.id
        where i.account = ${account} and i.state = 'confirmed'
          and i.created_at > clock_timestamp() - make_interval(days => ${AUDITED_DAYS})
        group by i.id
        -- What has proved not to have left was sent anew.
        having count(*) filter (where a.state_to = 'sending')
            - count(*) filter (where a.state_from = 'sending' and a.state_to in ('not_sent', 'failed')) <> 1
          or count(*) filter (where a.state_to = 'confirmed') <> 1
        limit ${MOST_NAMED}) wrong), '[]') as "wronglyAudited",
      coalesce((select jsonb_agg(activation_id) from ${intents}
        where account = ${account} and state = 'orphan' and not flags ? 'surplus' and not ended), '[]') as orphans
    from spent`
  if (!row) throw new Error('the database answered a sum with nothing')
  return row
}

/** Of the ids, those that no purchase of the account owns, and that are not known to be ours otherwise. */
export async function withoutOwner(
  { sql, schema }: Database,
  account: string,
  ids: readonly string[],
): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from jsonb_array_elements_text(${sql.json(ids)}) as listed (id)
    where not exists (
      select from ${sql(schema)}.purchase_intents
      where account = ${account} and activation_id = listed.id and (state <> 'orphan' or flags ? 'surplus'))`
  return rows.map(({ id }) => id)
}

/** The details of the last run of a job that looked, and came to an end. */
export async function readLastDetails(
  { sql, schema }: Database,
  job: string,
  provider: string,
): Promise<Readonly<Record<string, unknown>>> {
  const [row] = await sql<{ details: Record<string, unknown> }[]>`
    select details from ${sql(schema)}.sync_runs
    where job = ${job} and provider = ${provider} and status in ('succeeded', 'rejected') order by id desc limit 1`
  return row?.details ?? {}
}
