import type { Database } from '../../../tables.ts'

/** How one job about one provider stands. */
export interface JobState {
  readonly job: string
  readonly provider: string
  readonly dueAt: Date | null
  /** In a row. */
  readonly failures: number
  readonly run: number | null
  readonly status: string | null
  readonly startedAt: Date | null
  readonly reason: string | null
  readonly guard: string | null
  /** When a run last brought something. */
  readonly goodAt: Date | null
}

/** Runs further back are not looked through: what has not succeeded for so long has not succeeded. */
const LOOK_BACK = 20_000

/** How the jobs of a plan stand, and what time it is where that is written down. */
export async function readJobStates(
  { sql, schema }: Database,
  plan: readonly { readonly job: string; readonly provider: string }[],
): Promise<{ readonly now: Date; readonly jobs: readonly JobState[] }> {
  const s = sql(schema)
  const [clock] = await sql<{ now: Date }[]>`select clock_timestamp() as now`
  const jobs = await sql<JobState[]>`
    with newest as (select coalesce(max(id), 0) as id from ${s}.sync_runs)
    select p.job, p.provider, s.next_due_at as "dueAt", coalesce(s.failures, 0) as failures,
      last.id as run, last.status, last.started_at as "startedAt", last.reason, last.details ->> 'guard' as guard,
      good.finished_at as "goodAt"
    from newest, unnest(${plan.map(({ job }) => job)}::text[], ${plan.map(({ provider }) => provider)}::text[])
      with ordinality as p (job, provider, place)
    left join lateral (
      select * from ${s}.sync_logs l
      where l.job = p.job and l.provider = p.provider and l.status <> 'skipped' and l.id > newest.id - ${LOOK_BACK}
      order by l.id desc limit 1) last on true
    left join lateral (
      select finished_at from ${s}.sync_runs l
      where l.job = p.job and l.provider = p.provider and l.status in ('succeeded', 'partial')
        and l.id > newest.id - ${LOOK_BACK}
      order by l.id desc limit 1) good on true
    left join ${s}.schedules s on s.job = p.job and s.provider = p.provider
    order by p.place`
  return { now: clock?.now ?? new Date(), jobs }
}

/** What an account held when it was last asked, and before that. */
export interface BalanceState {
  readonly account: string
  readonly amount: string
  readonly currency: string
  readonly changedAt: Date
  readonly seenAt: Date
  readonly before: string | null
}

export async function readBalanceStates({ sql, schema }: Database): Promise<readonly BalanceState[]> {
  return sql<BalanceState[]>`
    with recursive accounts as (
      (select account from ${sql(schema)}.balances order by account limit 1)
      union all
      select (select account from ${sql(schema)}.balances b where b.account > a.account order by account limit 1)
      from accounts a where a.account is not null
    )
    select b.account, trim_scale(b.amount)::text as amount, b.currency,
      b.first_seen_at as "changedAt", b.last_seen_at as "seenAt",
      (select trim_scale(o.amount)::text from ${sql(schema)}.balances o
        where o.account = b.account and o.first_seen_at < b.first_seen_at order by o.first_seen_at desc limit 1) as before
    from accounts a
    join lateral (
      select * from ${sql(schema)}.balances where account = a.account order by first_seen_at desc limit 1) b on true
    order by b.account`
}

/** What waits for a person. */
export interface Waiting {
  readonly unknown: number
  readonly orphans: number
  readonly open: number
  readonly dead: number
}

/** Counted up to this; more is as bad. */
export const MANY = 1_000

export async function readWaiting({ sql, schema }: Database): Promise<Waiting> {
  const s = sql(schema)
  const [row] = await sql<Waiting[]>`
    select
      (select count(*) from (select from ${s}.purchase_intents where state = 'unknown' limit ${MANY}) a)::int as unknown,
      (select count(*) from (
        select from ${s}.purchase_intents where state = 'orphan' and not ended limit ${MANY}) a)::int as orphans,
      (select count(*) from (select from ${s}.activations where ended_at is null limit ${MANY}) a)::int as open,
      (select count(*) from (select from ${s}.webhook_deliveries where state = 'dead' limit ${MANY}) a)::int as dead`
  return row ?? { unknown: 0, orphans: 0, open: 0, dead: 0 }
}
