import type { Database } from '../../tables.ts'
import type { Target } from './references.ts'

/** Orders of offers; a minus sign means descending. */
export const offerSorts = ['price', '-price', 'stock', '-stock'] as const
export type OfferSort = (typeof offerSorts)[number]

export interface OfferRow {
  readonly provider: string
  readonly kind: 'activation' | 'rental'
  readonly service: string
  readonly country: string
  readonly native_service: string
  readonly native_country: string
  readonly operator: string | null
  readonly supplier: string | null
  /** Decimal string without trailing zeros. */
  readonly price: string
  readonly currency: string
  /** `null`: untold. */
  readonly stock: number | null
  /** When its country was last seen. */
  readonly as_of: Date
  /** Since when its country has not been heard of, or not been asked for; `null`: it is current. */
  readonly stale_since: Date | null
}

/** What makes the place of an offer in every order: the columns sorted by, and its key. */
export type OfferPlace = Omit<OfferRow, 'service' | 'country' | 'as_of' | 'stale_since'>

export interface OfferFilter {
  readonly service?: Target | undefined
  readonly country?: Target | undefined
  readonly provider?: string | undefined
  /** Decimal string, in the currency of each offer: amounts of different currencies are not compared. */
  readonly maxPrice?: string | undefined
  /** Leaves out what is known to be sold out. */
  readonly inStock?: boolean | undefined
  readonly sort: OfferSort
  /** The last row of the page before. */
  readonly after?: OfferPlace | undefined
  readonly limit: number
}

/** Offers that are not gone. Prices are sorted within their currency, untold stock comes last either way. */
export async function readOffers({ sql, schema }: Database, filter: OfferFilter): Promise<readonly OfferRow[]> {
  const { service, country, provider, maxPrice, inStock, sort, after, limit } = filter
  const rank = rankBy(sql, sort)
  const descending = sort.startsWith('-')
  return sql<OfferRow[]>`
    select
      o.provider, o.kind, o.service, o.country, o.native_service, o.native_country,
      nullif(o.operator, '') as operator, nullif(o.supplier, '') as supplier,
      trim_scale(o.price)::text as price, o.currency, o.stock, s.stale_since,
      coalesce(
        (select max(b.observed_at) from ${sql(schema)}.baselines b
          where b.provider = o.provider and o.native_country = any(b.observed_countries)),
        s.stale_since, c.observed_at) as as_of
    from ${sql(schema)}.offers o
    join ${sql(schema)}.catalogs c on c.provider = o.provider
    left join ${sql(schema)}.stale_partitions s on s.provider = o.provider and s.native_country = o.native_country
    where o.available
      ${service ? is(sql, service, 'service') : sql``}
      ${country ? is(sql, country, 'country') : sql``}
      ${provider === undefined ? sql`` : sql`and o.provider = ${provider}`}
      ${maxPrice === undefined ? sql`` : sql`and o.price <= ${maxPrice}::numeric`}
      ${inStock ? sql`and o.stock is distinct from 0` : sql``}
      ${after ? sql`and ${rank.offer} ${descending ? sql`<` : sql`>`} ${rank.place(after)}` : sql``}
    order by ${rank.offer} ${descending ? sql`desc` : sql`asc`} limit ${limit}`
}

function is(sql: Database['sql'], target: Target, kind: 'service' | 'country') {
  return 'code' in target
    ? sql`and o.${sql(kind)} = ${target.code}`
    : sql`and o.provider = ${target.provider} and o.${sql(`native_${kind}`)} = ${target.nativeId}`
}

/** What is sorted by and then the key, as one row of values: of an offer, and of the place to go on after. */
function rankBy(sql: Database['sql'], sort: OfferSort) {
  const byPrice = sort.endsWith('price')
  const untold = sort === 'stock' ? sql`9223372036854775807` : sql`-1`
  const lead = byPrice ? sql`o.currency, o.price` : sql`coalesce(o.stock, ${untold})`
  return {
    offer: sql`(${lead}, o.provider, o.kind, o.native_country, o.native_service, o.operator, o.supplier)`,
    place: (place: OfferPlace) => {
      const leadOf = byPrice
        ? sql`${place.currency}, ${place.price}::numeric`
        : sql`coalesce(${place.stock}::bigint, ${untold})`
      return sql`(${leadOf}, ${place.provider}, ${place.kind}, ${place.native_country}, ${place.native_service},
        ${place.operator ?? ''}, ${place.supplier ?? ''})`
    },
  }
}
