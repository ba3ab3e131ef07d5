import type { Database } from '../../../tables.ts'

/** An offer as it is now. */
export interface CurrentOffer {
  readonly offer: string
  readonly provider: string
  readonly currency: string
  readonly price: string
  readonly stock: number | null
  readonly available: boolean
}

/** What happened to an offer at an instant. */
export interface OfferChange {
  readonly offer: string
  readonly at: Date
  readonly change: 'new' | 'changed' | 'gone' | 'returned'
  readonly old_price: string | null
  readonly price: string | null
  readonly old_stock: number | null
  readonly stock: number | null
}

export interface HistoryFilter {
  readonly service: string
  readonly country: string
  readonly provider?: string | undefined
  readonly from: Date
  readonly to: Date
  /** Most changes that are read. */
  readonly limit: number
}

export interface OfferHistory {
  readonly offers: readonly CurrentOffer[]
  /** All from `from` to `to`, and of each offer the first after that; one more than the limit where there are too many. */
  readonly changes: readonly OfferChange[]
}

/** What is known of offers of a service in a country over a time. */
export async function readOfferHistory(database: Database, filter: HistoryFilter): Promise<OfferHistory> {
  const { sql, schema } = database
  const { service, country, provider } = filter
  const [row] = await sql<[OfferHistory?]>`
    select
      (select coalesce(jsonb_agg(o), '[]') from (
        select ${keyOf(sql)} as offer, provider, currency, price::text, stock, available
        from ${sql(schema)}.offers
        where service = ${service} and country = ${country} and kind = 'activation'
          ${provider === undefined ? sql`` : sql`and provider = ${provider}`}) o) as offers,
      (select coalesce(jsonb_agg(c), '[]') from (${changesQuery(database, filter)}) c) as changes`
  if (!row) throw new Error('the database answered an aggregate with nothing')
  const changes = row.changes.map(change => ({ ...change, at: new Date(change.at) }))
  return { offers: row.offers, changes }
}

export function changesQuery({ sql, schema }: Database, filter: HistoryFilter) {
  const { service, country, provider, from, to, limit } = filter
  const changes = sql`
    select ${keyOf(sql)} as offer, changed_at as at, change, old_price::text, price::text, old_stock, stock
    from ${sql(schema)}.offer_changes
    where service = ${service} and country = ${country}
      ${provider === undefined ? sql`` : sql`and provider = ${provider}`}`
  return sql`
    select * from (
      (${changes} and changed_at >= ${from} and changed_at <= ${to} limit ${limit + 1})
      union all
      (select distinct on (offer) * from (${changes} and changed_at > ${to}) later order by offer, at limit ${limit + 1})
    ) c limit ${limit + 1}`
}

/** Since when the catalog of each provider is known: the end of the first run that is remembered. */
export async function readKnownSince({ sql, schema }: Database): Promise<ReadonlyMap<string, Date>> {
  const rows = await sql<{ provider: string; since: Date }[]>`
    select provider, min(finished_at) as since from ${sql(schema)}.sync_runs
    where status in ('succeeded', 'partial') and finished_at is not null and job in ('services', 'countries')
    group by provider`
  return new Map(rows.map(({ provider, since }) => [provider, since]))
}

const keyOf = (sql: Database['sql']) =>
  sql`concat_ws(chr(31), provider, native_service, native_country, operator, supplier)`
