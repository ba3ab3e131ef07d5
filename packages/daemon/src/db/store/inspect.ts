import type { Sql } from '../connect.ts'
import type { Database } from '../tables.ts'
import { begin } from '../transaction.ts'

/** What the tables hold for one provider. */
export interface CatalogFacts {
  readonly provider: string
  readonly name: string
  /** Seconds since a scan was last accepted. */
  readonly age: number
  readonly offers: number
  /** Numbers in stock, as far as told. */
  readonly stock: number
  /** Gone, kept under a tombstone. */
  readonly tombstones: number
  /** Missing in the last scan, not yet taken as gone. */
  readonly missing: number
  readonly services: number
  readonly unmappedServices: number
  readonly countries: number
  readonly unmappedCountries: number
  readonly staleCountries: number
  readonly lastScan: LastScan
}

/** The last accepted scan: what it came to, and what the tables hold of the countries it saw. The same, or something is wrong. */
export interface LastScan {
  readonly offers: number
  readonly stock: number
  readonly heldOffers: number
  readonly heldStock: number
}

/** Rows that contradict each other; all zero when everything adds up. */
export interface Contradictions {
  /** Services whose total is not the sum of their offers. */
  readonly serviceTotals: number
  /** Countries whose total is not the sum of their offers. */
  readonly countryTotals: number
  /** Offers of services or countries that are not in their table. */
  readonly orphans: number
}

export interface Facts {
  readonly catalogs: readonly CatalogFacts[]
  readonly contradictions: Contradictions
  readonly lastRuns: readonly {
    readonly job: string
    readonly provider: string
    readonly status: string
    readonly age: number
    readonly reason: string | null
  }[]
}

/** Reads, in one snapshot, what the catalog holds and whether it agrees with itself. */
export async function inspect({ sql, schema }: Database): Promise<Facts> {
  const read = async (tx: Sql): Promise<Facts> => {
    await tx.unsafe(`set local search_path to "${schema}"`)
    const catalogs = await tx<CatalogFacts[]>`
      with last as (
        select distinct on (provider) provider, stats, observed_countries from baselines order by provider, observed_at desc
      ), seen as (
        select provider, unnest(observed_countries) as native_country from last
      ), counts as (
        select provider,
          count(*) filter (where available) as offers,
          coalesce(sum(stock) filter (where available), 0)::bigint as stock,
          count(*) filter (where not available) as tombstones,
          count(*) filter (where available and missing_runs > 0) as missing,
          count(seen) filter (where available and missing_runs = 0) as held_offers,
          coalesce(sum(stock) filter (where available and missing_runs = 0 and seen is not null), 0)::bigint as held_stock
        from offers o left join seen using (provider, native_country)
        group by provider
      )
      select c.provider, p.name, extract(epoch from clock_timestamp() - c.observed_at)::bigint as age,
        coalesce(n.offers, 0) as offers, coalesce(n.stock, 0) as stock,
        coalesce(n.tombstones, 0) as tombstones, coalesce(n.missing, 0) as missing,
        (select count(*) from provider_services s where s.provider = c.provider and s.listed) as services,
        (select count(*) from provider_services s where s.provider = c.provider and s.listed and s.code = c.provider || ':' || s.native_id) as "unmappedServices",
        (select count(*) from provider_countries l where l.provider = c.provider and l.listed) as countries,
        (select count(*) from provider_countries l where l.provider = c.provider and l.listed and l.code = c.provider || ':' || l.native_id) as "unmappedCountries",
        (select count(*) from stale_partitions s where s.provider = c.provider) as "staleCountries",
        jsonb_build_object(
          'offers', (l.stats->>'offers')::bigint, 'stock', (l.stats->>'totalStock')::bigint,
          'heldOffers', coalesce(n.held_offers, 0), 'heldStock', coalesce(n.held_stock, 0)) as "lastScan"
      from catalogs c join providers p on p.id = c.provider join last l on l.provider = c.provider
      left join counts n on n.provider = c.provider
      order by c.provider`
    const [contradictions] = await tx<Contradictions[]>`
      with by_service as (
        select service as code, coalesce(sum(stock) filter (where available), 0) as total from offers group by 1
      ), by_country as (
        select country as code, coalesce(sum(stock) filter (where available), 0) as total from offers group by 1
      )
      select
        (select count(*) from services s left join by_service t using (code) where s.total_available <> coalesce(t.total, 0)) as "serviceTotals",
        (select count(*) from countries c left join by_country t using (code) where c.total_available <> coalesce(t.total, 0)) as "countryTotals",
        (select count(*) from by_service t where not exists (select from services s where s.code = t.code))
          + (select count(*) from by_country t where not exists (select from countries c where c.code = t.code)) as orphans`
    const lastRuns = await tx<{ job: string; provider: string; status: string; age: number; reason: string | null }[]>`
      select distinct on (provider, job) job, provider, status, reason,
        extract(epoch from clock_timestamp() - started_at)::bigint as age
      from sync_logs where status <> 'skipped' order by provider, job, started_at desc`
    return { catalogs, lastRuns, contradictions: contradictions ?? { serviceTotals: 0, countryTotals: 0, orphans: 0 } }
  }
  return begin(sql, read, 'isolation level repeatable read read only')
}
