import { directoryCountries, directoryServices } from '@onesms/sdk/catalog'
import type { Candidate } from '../../catalog/candidate.ts'
import type { Sql } from '../connect.ts'

const servicesBySlug = new Map(directoryServices.map(service => [service.slug, service]))
const countriesByIso = new Map(directoryCountries.map(country => [country.iso, country]))

type NameRow = {
  readonly native_id: string
  /** Ours; `<provider>:<native id>` where nobody has mapped the id. */
  readonly code: string
  readonly name: string
  readonly listed_name: string
}

/**
 * Brings services and countries up to what a candidate lists. Nothing is deleted: what is no
 * longer listed is marked. Answers whether offers changed their code, so that sums have to be made anew.
 */
export async function mergeNames(tx: Sql, candidate: Candidate): Promise<boolean> {
  const { id } = candidate.provider
  const services = candidate.services.map(({ slug, nativeId, name }) => ({
    native_id: nativeId,
    code: slug ?? `${id}:${nativeId}`,
    name: (slug && servicesBySlug.get(slug)?.name) || name,
    listed_name: name,
    category: (slug && servicesBySlug.get(slug)?.category) || 'other',
  }))
  const countries = candidate.countries.map(({ iso, nativeId, name }) => ({
    native_id: nativeId,
    code: iso ?? `${id}:${nativeId}`,
    name: (iso && countriesByIso.get(iso)?.name) || name,
    listed_name: name,
  }))
  const servicesMoved = await mergeProviderNames(tx, 'provider_services', id, services)
  const countriesMoved = await mergeProviderNames(tx, 'provider_countries', id, countries)
  // Only what differs is offered to the insert: ON CONFLICT locks, and so writes, every row it meets.
  await tx`
    insert into services (code, name, category)
    select distinct on (r.code) r.code, r.name, r.category
    from jsonb_to_recordset(${tx.json(services)}) as r (code text, name text, category text)
    left join services s using (code)
    where s.code is null or (s.name, s.category) <> (r.name, r.category)
    on conflict (code) do update set name = excluded.name, category = excluded.category`
  await tx`
    insert into countries (code, name)
    select distinct on (r.code) r.code, r.name
    from jsonb_to_recordset(${tx.json(countries)}) as r (code text, name text)
    left join countries c using (code)
    where c.code is null or c.name <> r.name
    on conflict (code) do update set name = excluded.name`
  return servicesMoved || countriesMoved
}

async function mergeProviderNames(
  tx: Sql,
  table: 'provider_services' | 'provider_countries',
  provider: string,
  rows: readonly NameRow[],
): Promise<boolean> {
  const [offerCode, offerNative] =
    table === 'provider_services' ? ['service', 'native_service'] : ['country', 'native_country']
  // A native id that now means another thing of ours takes its offers along.
  const moved = await tx`
    with r as (select * from jsonb_to_recordset(${tx.json(rows as NameRow[])}) as r (native_id text, code text)),
    moved as (
      select t.native_id, r.code from ${tx(table)} t join r using (native_id)
      where t.provider = ${provider} and t.code <> r.code
    )
    update offers o set ${tx(offerCode as string)} = moved.code from moved
    where o.provider = ${provider} and ${tx(`o.${offerNative}`)} = moved.native_id`
  await tx`
    insert into ${tx(table)} (provider, native_id, code, name)
    select ${provider}, r.native_id, r.code, r.listed_name
    from jsonb_to_recordset(${tx.json(rows as NameRow[])}) as r (native_id text, code text, listed_name text)
    left join ${tx(table)} t on t.provider = ${provider} and t.native_id = r.native_id
    where t.native_id is null or (t.code, t.name, t.listed) <> (r.code, r.listed_name, true)
    on conflict (provider, native_id) do update set code = excluded.code, name = excluded.name, listed = true`
  await tx`
    update ${tx(table)} set listed = false
    where provider = ${provider} and listed
      and native_id not in (select native_id from jsonb_to_recordset(${tx.json(rows as NameRow[])}) as r (native_id text))`
  return moved.count > 0
}
