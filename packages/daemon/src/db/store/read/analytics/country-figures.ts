import type { CountryFigures } from '../../../../analytics/rank-countries.ts'
import type { Database } from '../../../tables.ts'
import { type NumberFilter, numbersOf } from './numbers.ts'

/** A country in which a service is sold: how its numbers fared, and what they cost now. */
export interface CountryRow extends CountryFigures {
  readonly name: string
  readonly offers: readonly {
    readonly provider: string
    /** Of the cheapest that is not sold out; `null` where all are. A decimal string. */
    readonly price: string | null
    readonly currency: string
    /** `null`: untold. */
    readonly stock: number | null
  }[]
}

/** Every country in which somebody sells a service, in no order. */
export async function readCountryFigures(
  database: Database,
  filter: NumberFilter & { readonly service: string },
): Promise<readonly CountryRow[]> {
  return database.sql<CountryRow[]>`${countryFiguresQuery(database, filter)}`
}

export function countryFiguresQuery(database: Database, filter: NumberFilter & { readonly service: string }) {
  const { sql, schema } = database
  return sql`
    with sold as (
      select country, provider, currency,
        min(price) filter (where stock is distinct from 0) as price, sum(stock)::bigint as stock
      from ${sql(schema)}.offers
      where service = ${filter.service} and kind = 'activation' and available
      group by country, provider, currency
    ), now as (
      select country, jsonb_agg(jsonb_build_object(
          'provider', provider, 'price', trim_scale(price)::text, 'currency', currency, 'stock', stock)
          order by provider, currency) as offers
      from sold group by country
    ), own as (
      select country, count(*) filter (where received) as received,
        count(*) filter (where not open and not withdrawn) as decided
      from (${numbersOf(database, filter)}) n group by country
    )
    select now.country as code, coalesce(c.name, now.country) as name, c.success_rate::float8 as success_rate, now.offers,
      coalesce(own.received, 0) as received, coalesce(own.decided, 0) as decided
    from now
    left join own on own.country = now.country
    left join ${sql(schema)}.countries c on c.code = now.country`
}
