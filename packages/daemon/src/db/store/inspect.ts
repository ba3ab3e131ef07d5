import type { Database } from '../tables.ts'

/** What the tables hold for one provider. */
export interface CatalogFacts {
  readonly provider: string
  readonly name: string
  /** Seconds since the catalog was last seen whole. */
  readonly age: number
  readonly offers: number
  /** Gone, kept under a tombstone. */
  readonly tombstones: number
  /** Missing in the last run, not yet taken as gone. */
  readonly missing: number
  readonly services: number
  readonly unmappedServices: number
  readonly countries: number
  readonly unmappedCountries: number
  readonly staleCountries: number
  /** What the header says was published. */
  readonly headerOffers: number
  readonly headerStock: number
  readonly stock: number
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
  return sql.begin('isolation level repeatable read read only', async tx => {
    await tx.unsafe(`set local search_path to "${schema}"`)
    const catalogs = await tx<CatalogFacts[]>`
      with counts as (
        select provider,
          count(*) filter (where available) as offers,
          count(*) filter (where not available) as tombstones,
          count(*) filter (where available and missing_runs > 0) as missing,
          coalesce(sum(stock) filter (where available), 0)::bigint as stock
        from offers group by provider
      )
      select c.provider, p.name, extract(epoch from clock_timestamp() - c.observed_at)::bigint as age,
        coalesce(n.offers, 0) as offers, coalesce(n.tombstones, 0) as tombstones, coalesce(n.missing, 0) as missing,
        coalesce(n.stock, 0) as stock,
        (select count(*) from provider_services s where s.provider = c.provider and s.listed) as services,
        (select count(*) from provider_services s where s.provider = c.provider and s.listed and s.code = c.provider || ':' || s.native_id) as "unmappedServices",
        (select count(*) from provider_countries l where l.provider = c.provider and l.listed) as countries,
        (select count(*) from provider_countries l where l.provider = c.provider and l.listed and l.code = c.provider || ':' || l.native_id) as "unmappedCountries",
        (select count(*) from stale_partitions s where s.provider = c.provider) as "staleCountries",
        (c.stats->>'offers')::bigint as "headerOffers",
        (c.stats->>'totalStock')::bigint as "headerStock"
      from catalogs c join providers p on p.id = c.provider left join counts n on n.provider = c.provider
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
  })
}

/** The figures of the catalog as a whole. */
export interface Totals {
  readonly services: number
  readonly activeServices: number
  readonly countries: number
  readonly activeCountries: number
  readonly offers: number
  readonly totalAvailable: number
}

export async function readTotals({ sql, schema }: Database): Promise<Totals> {
  const [totals] = await sql.begin(async tx => {
    await tx.unsafe(`set local search_path to "${schema}"`)
    return tx<Totals[]>`
      select
        (select count(*) from services) as services,
        (select count(*) from services where active and total_available > 0) as "activeServices",
        (select count(*) from countries) as countries,
        (select count(*) from countries where active) as "activeCountries",
        (select count(*) from offers where available) as offers,
        (select coalesce(sum(total_available), 0)::bigint from services where active) as "totalAvailable"`
  })
  if (!totals) throw new Error('the database answered a count with nothing')
  return totals
}

/** The services or countries with most stock. */
export async function readTop(
  { sql, schema }: Database,
  table: 'services' | 'countries',
  limit: number,
): Promise<readonly { readonly code: string; readonly name: string; readonly total_available: number }[]> {
  return sql`
    select code, name, total_available from ${sql(schema)}.${sql(table)}
    where active order by total_available desc, code limit ${limit}`
}
