import type { Sql } from '../connect.ts'

/** Brings the sums of services and countries up to their offers, over all providers, in one pass over them. */
export async function refreshTotals(tx: Sql): Promise<void> {
  await tx`
    create temporary table sums on commit drop as
    select service, country, coalesce(sum(stock) filter (where available), 0)::bigint as total
    from offers group by grouping sets ((service), (country))`
  await refreshTotal(tx, 'services', 'service', 'country')
  await refreshTotal(tx, 'countries', 'country', 'service')
}

/** What has no offers of its own any more, because its native id has another code, comes to 0. */
async function refreshTotal(tx: Sql, table: string, column: string, other: string): Promise<void> {
  await tx`
    update ${tx(table)} t set total_available = coalesce(sums.total, 0)
    from ${tx(table)} codes left join pg_temp.sums on ${tx(`sums.${other}`)} is null and ${tx(`sums.${column}`)} = codes.code
    where t.code = codes.code and t.total_available <> coalesce(sums.total, 0)`
}

/** Brings up to date which services and countries are active. */
export async function refreshActives(tx: Sql): Promise<void> {
  await refreshActive(tx, 'services', 'provider_services')
  await refreshActive(tx, 'countries', 'provider_countries')
}

/** Active is what at least one provider lists. */
async function refreshActive(
  tx: Sql,
  table: 'services' | 'countries',
  names: 'provider_services' | 'provider_countries',
): Promise<void> {
  await tx`
    with listed as (select code, bool_or(listed) as active from ${tx(names)} group by code)
    update ${tx(table)} t set active = coalesce(listed.active, false)
    from ${tx(table)} codes left join listed using (code)
    where t.code = codes.code and t.active <> coalesce(listed.active, false)`
}

/** Top services, counts and metadata of every country that answered, and the time of this sync. */
export async function refreshCountries(
  tx: Sql,
  { provider, observed }: { readonly provider: { readonly id: string }; readonly observed: readonly string[] },
): Promise<void> {
  await tx`
    with stock as (
      select country, service, sum(stock) filter (where available) as total, bool_or(available) as available
      from offers group by country, service
    ), ranked as (
      select stock.*, row_number() over (partition by country order by total desc nulls last, service) as place
      from stock where available
    ), summary as (
      select
        r.country, count(*) as services,
        jsonb_agg(jsonb_build_object('code', r.service, 'name', s.name, 'total_available', coalesce(r.total, 0)) order by place)
          filter (where place <= 5 and coalesce(r.total, 0) > 0) as top_services
      from ranked r join services s on s.code = r.service
      group by r.country
    ), ids as (
      select code, jsonb_object_agg(provider, ids) as native_ids
      from (select code, provider, jsonb_agg(native_id order by native_id) as ids from provider_countries group by code, provider) x
      group by code
    )
    update countries c set
      total_services = coalesce(summary.services, 0),
      metadata = jsonb_build_object('top_services', coalesce(summary.top_services, '[]'), 'native_ids', ids.native_ids),
      last_sync = clock_timestamp()
    from ids left join summary on summary.country = ids.code
    where c.code = ids.code
      and c.code in (
        select code from provider_countries
        where provider = ${provider.id} and native_id = any(${[...observed]}::text[]))`
  await tx`
    update countries set total_services = 0, metadata = '{}', last_sync = clock_timestamp()
    where total_services > 0 and code not in (select code from provider_countries)`
}
