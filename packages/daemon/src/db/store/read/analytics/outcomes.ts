import type { Database } from '../../../tables.ts'
import { type NumberFilter, numbersOf } from './numbers.ts'

/** What outcomes are told by. */
export const outcomeKeys = ['provider', 'service', 'country'] as const
export type OutcomeKey = (typeof outcomeKeys)[number]

/** What came of the numbers of one group. */
export interface OutcomeRow {
  readonly provider: string
  readonly service: string
  readonly country: string
  readonly bought: number
  readonly withdrawn: number
  readonly open: number
  readonly received: number
  /** Seconds from the purchase to the first SMS, of half of those that received one; `null`: none did. */
  readonly p50: number | null
  readonly p90: number | null
  /** Decimal strings. Spent is what was charged and is not proven to have come back. */
  readonly costs: readonly {
    readonly currency: string
    readonly spent: string
    readonly received: number
    /** `null`: none received an SMS. */
    readonly per_success: string | null
  }[]
}

/** Where to go on: after a group with so many numbers, and this key. */
export interface OutcomePlace {
  readonly bought: number
  readonly key: readonly string[]
}

export interface OutcomeQuestion {
  readonly filter: NumberFilter
  readonly by: readonly OutcomeKey[]
  readonly after?: OutcomePlace | undefined
  readonly limit: number
}

/** Groups of bought numbers, those with most numbers first. What they are not told by is ''. */
export async function readOutcomes(database: Database, question: OutcomeQuestion): Promise<readonly OutcomeRow[]> {
  return database.sql<OutcomeRow[]>`${outcomesQuery(database, question)}`
}

export function outcomesQuery(database: Database, { filter, by, after, limit }: OutcomeQuestion) {
  const { sql } = database
  const told = (key: OutcomeKey) => (by.includes(key) ? sql(key) : sql`''::text`)
  const [provider = '', service = '', country = ''] = after?.key ?? []
  return sql`
    with numbers as (
      select ${told('provider')} as provider, ${told('service')} as service, ${told('country')} as country,
        price, currency, received, open, withdrawn, charged, waited
      from (${numbersOf(database, filter)}) n
    ), groups as (
      select provider, service, country, count(*) as bought,
        count(*) filter (where withdrawn) as withdrawn,
        count(*) filter (where open) as open,
        count(*) filter (where received) as received,
        percentile_cont(0.5) within group (order by waited)::float8 as p50,
        percentile_cont(0.9) within group (order by waited)::float8 as p90
      from numbers group by provider, service, country
    ), spent as (
      select provider, service, country, currency,
        coalesce(sum(price) filter (where charged), 0) as spent, count(*) filter (where received) as received
      from numbers where currency is not null group by provider, service, country, currency
    ), costs as (
      select provider, service, country, jsonb_agg(jsonb_build_object(
          'currency', currency, 'spent', trim_scale(spent)::text, 'received', received,
          'per_success', trim_scale(round(spent / nullif(received, 0), 6))::text) order by currency) as costs
      from spent group by provider, service, country
    )
    select g.*, coalesce(c.costs, '[]') as costs
    from groups g left join costs c using (provider, service, country)
    ${
      after
        ? sql`where (-g.bought, g.provider, g.service, g.country) > (${-after.bought}::bigint, ${provider}, ${service}, ${country})`
        : sql``
    }
    order by -g.bought, g.provider, g.service, g.country limit ${limit}`
}
