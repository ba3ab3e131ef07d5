import type { Database } from '../../tables.ts'

/** How the work goes, as the tables tell it: of all processes. Ages are seconds, by the database's clock. */
export interface OperationsFacts {
  /** The last run of each job that took place, and since when it succeeds no more. */
  readonly jobs: readonly {
    readonly provider: string
    readonly job: string
    readonly status: string
    readonly age: number
    /** Of that run; `null` while it runs. */
    readonly duration: number | null
    /** Since one succeeded, in part at least; `null`: never. */
    readonly successAge: number | null
    /** Refused runs since the last that was not. */
    readonly rejectedInARow: number
    /** Until it is due; negative when it is late; `null` where it is not planned. */
    readonly dueIn: number | null
  }[]
  readonly catalogs: readonly { readonly provider: string; readonly age: number; readonly staleCountries: number }[]
  readonly refusals: readonly {
    readonly provider: string
    readonly scope: string
    readonly guard: string
    readonly agreeing: number
    readonly age: number
  }[]
  readonly leases: readonly {
    readonly name: string
    readonly holder: string
    readonly token: number
    /** How often it was taken from a process that let it end. */
    readonly takeovers: number
    readonly isHeld: boolean
    readonly endsIn: number
  }[]
  /** Purchases that are not at an end, and numbers that belong to none. */
  readonly intents: readonly {
    readonly account: string
    readonly state: 'prepared' | 'sending' | 'unknown' | 'orphan'
    readonly count: number
    readonly oldestAge: number
  }[]
  /** Numbers that are not at an end. */
  readonly activations: readonly {
    readonly account: string
    readonly status: string
    readonly count: number
    /** Of the one that was bought first. */
    readonly oldestAge: number
  }[]
  readonly balances: readonly {
    readonly account: string
    readonly amount: string
    readonly currency: string
    readonly age: number
  }[]
  /** What has gone from an account without an explanation, by its last check. */
  readonly drifts: readonly {
    readonly account: string
    readonly unexplained: string
    readonly currency: string | null
  }[]
  readonly webhooks: { readonly waitingIn: number; readonly waitingOut: number; readonly deadOut: number }
}

/** Reads all of it in one statement, from indexes and small tables alone: it is asked every few seconds. */
export async function readOperations({ sql, schema }: Database): Promise<OperationsFacts> {
  const table = (name: string) => sql`${sql(schema)}.${sql(name)}`
  const age = (column: string) => sql`extract(epoch from clock_timestamp() - ${sql(column)})::float8`
  const all = (rows: ReturnType<Database['sql']>) => sql`(select coalesce(json_agg(r), '[]') from (${rows}) r)`
  const count = (rows: ReturnType<Database['sql']>) => sql`(select count(*) from ${rows})`
  // Each account once, without reading all that is written of it.
  const accounts = sql`accounts as (
    (select account from ${table('balances')} order by account limit 1)
    union all
    select n.account from accounts a, lateral (
      select account from ${table('balances')} where account > a.account order by account limit 1) n)`
  const [row] = await sql<OperationsFacts[]>`
    select
      ${all(sql`
        with recursive kinds as (
          (select job, provider from ${table('sync_runs')} order by job, provider limit 1)
          union all
          select n.job, n.provider from kinds k, lateral (
            select job, provider from ${table('sync_runs')} s where (s.job, s.provider) > (k.job, k.provider)
            order by job, provider limit 1) n
        )
        select k.job, k.provider, l.status, ${age('l.started_at')} as age,
          extract(epoch from l.finished_at - l.started_at)::float8 as duration,
          extract(epoch from clock_timestamp() - ok.finished_at)::float8 as "successAge",
          (select count(*) from ${table('sync_runs')} b where b.job = k.job and b.provider = k.provider
            and b.status = 'rejected' and b.id > coalesce(un.id, 0)) as "rejectedInARow",
          extract(epoch from d.next_due_at - clock_timestamp())::float8 as "dueIn"
        from kinds k
        join lateral (select * from ${table('sync_logs')} s where s.job = k.job and s.provider = k.provider
          and s.status <> 'skipped' order by s.id desc limit 1) l on true
        left join lateral (select finished_at from ${table('sync_runs')} s where s.job = k.job and s.provider = k.provider
          and s.status in ('succeeded', 'partial') order by s.id desc limit 1) ok on true
        left join lateral (select id from ${table('sync_runs')} s where s.job = k.job and s.provider = k.provider
          and s.status not in ('rejected', 'skipped', 'running') order by s.id desc limit 1) un on true
        left join ${table('schedules')} d on d.job = k.job and d.provider = k.provider
        order by k.provider, k.job`)} as jobs,
      ${all(sql`
        select provider, ${age('observed_at')} as age,
          (select count(*) from ${table('stale_partitions')} s where s.provider = c.provider) as "staleCountries"
        from ${table('catalogs')} c order by provider`)} as catalogs,
      ${all(sql`
        select provider, scope, guard, agreeing, ${age('counted_at')} as age
        from ${table('refusals')} order by counted_at desc`)} as refusals,
      ${all(sql`
        select name, holder, token, takeovers, expires_at > clock_timestamp() as "isHeld", -${age('expires_at')} as "endsIn"
        from ${table('leases')} order by name`)} as leases,
      ${all(sql`
        select account, state, count(*) as count, extract(epoch from clock_timestamp() - min(coalesce(sent_at, created_at)))::float8 as "oldestAge"
        from (
          select account, state, sent_at, created_at from ${table('purchase_intents')} where state in ('prepared', 'sending', 'unknown')
          union all
          select account, state, sent_at, created_at from ${table('purchase_intents')} where state = 'orphan' and not ended
        ) open group by account, state order by account, state`)} as intents,
      ${all(sql`
        select account, status, count(*) as count, extract(epoch from clock_timestamp() - min(bought_at))::float8 as "oldestAge"
        from ${table('activations')} where ended_at is null group by account, status order by account, status`)} as activations,
      ${all(sql`
        with recursive ${accounts}
        select b.account, b.amount::text as amount, b.currency, ${age('b.last_seen_at')} as age
        from accounts a join lateral (
          select * from ${table('balances')} b where b.account = a.account order by first_seen_at desc limit 1) b on true`)} as balances,
      ${all(sql`
        with recursive ${accounts}
        select a.account, l.details ->> 'unexplained' as unexplained, l.details #>> '{balance,currency}' as currency
        from accounts a
        join lateral (select details from ${table('sync_runs')} s where s.job = 'invariants' and s.provider = a.account
          and s.status in ('succeeded', 'rejected') order by s.id desc limit 1) l on true
        where l.details ? 'unexplained'`)} as drifts,
      json_build_object(
        'waitingIn', ${count(sql`${table('webhook_inbox')} where handled_at is null`)},
        'waitingOut', ${count(sql`${table('webhook_deliveries')} where state = 'pending'`)},
        'deadOut', ${count(sql`${table('webhook_deliveries')} where state = 'dead'`)}
      ) as webhooks`
  if (!row) throw new Error('the database answered an aggregate with nothing')
  return row
}

/** What an offer table holds of a provider. */
export interface CatalogRows {
  readonly provider: string
  readonly rows: number
  readonly tombstones: number
}

/** Counts all offers: some tenths of a second for half a million, so it is asked once per published catalog. */
export async function countCatalogRows({ sql, schema }: Database): Promise<readonly CatalogRows[]> {
  return sql<CatalogRows[]>`
    select provider, count(*) filter (where available) as rows, count(*) filter (where not available) as tombstones
    from ${sql(schema)}.offers group by provider order by provider`
}
