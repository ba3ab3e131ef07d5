import type { Database } from '../../../tables.ts'

/** One offer as it is now. */
export interface OfferState {
  readonly offer: string
  readonly provider: string
  readonly currency: string
  readonly price: string
  readonly stock: number | null
  readonly available: boolean
}

/** How an offer changed: what held before that instant. */
export interface OfferStep {
  readonly offer: string
  readonly provider: string
  readonly at: Date
  readonly change: string
  readonly oldPrice: string | null
  readonly oldStock: number | null
}

export interface PriceHistory {
  readonly now: Date
  readonly offers: readonly OfferState[]
  /** The latest first. */
  readonly steps: readonly OfferStep[]
}

const KEY = `provider || chr(31) || native_service || chr(31) || native_country || chr(31) || operator || chr(31) || supplier`

/** What a service costs in a country now, and the latest changes of that. */
export async function readPriceHistory(
  { sql, schema }: Database,
  {
    service,
    country,
    days,
    limit,
  }: { readonly service: string; readonly country: string; readonly days: number; readonly limit: number },
): Promise<PriceHistory> {
  const s = sql(schema)
  const [clock] = await sql<{ now: Date }[]>`select clock_timestamp() as now`
  const offers = await sql<OfferState[]>`
    select ${sql.unsafe(KEY)} as offer, provider, currency, trim_scale(price)::text as price, stock, available
    from ${s}.offers where service = ${service} and country = ${country} and kind = 'activation'
    order by price limit ${limit}`
  const steps = await sql<OfferStep[]>`
    select ${sql.unsafe(KEY)} as offer, provider, changed_at as at, change,
      trim_scale(old_price)::text as "oldPrice", old_stock as "oldStock"
    from ${s}.offer_changes
    where service = ${service} and country = ${country} and changed_at > clock_timestamp() - make_interval(days => ${days})
    order by changed_at desc limit ${limit}`
  return { now: clock?.now ?? new Date(), offers, steps }
}

/** Something to choose. */
export interface Choice {
  readonly code: string
  readonly name: string
}

/** What there is most of: services, and countries of all of them. */
export async function readChoices(
  { sql, schema }: Database,
  limit: number,
): Promise<{ readonly services: readonly Choice[]; readonly countries: readonly Choice[] }> {
  const most = (table: string) => sql<Choice[]>`
    select code, name from ${sql(schema)}.${sql(table)} where active and total_available > 0
    order by total_available desc, code limit ${limit}`
  const [services, countries] = [await most('services'), await most('countries')]
  return { services, countries }
}
