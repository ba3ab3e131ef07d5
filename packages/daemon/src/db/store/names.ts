import { directoryCountries, directoryServices } from '@onesms/sdk/catalog'
import type { Candidate } from '../../catalog/candidate.ts'
import { type Named, type NamePlan, type NameRow, planNames, type Renaming } from '../../catalog/name-plan.ts'
import type { Sql } from '../connect.ts'

const servicesBySlug = new Map(directoryServices.map(service => [service.slug, service]))
const countriesByIso = new Map(directoryCountries.map(country => [country.iso, country]))

/** What a candidate changed about names. */
export interface NameChanges {
  /** Whether offers changed their code, so that sums have to be made anew. */
  readonly moved: boolean
  /** Native ids that go by another name than before. */
  readonly renamed: readonly Renaming[]
}

/** Brings services and countries up to what a candidate lists. Nothing is deleted: what is no longer listed is marked. */
export async function mergeNames(tx: Sql, { provider: { id }, services, countries }: Candidate): Promise<NameChanges> {
  const ofServices = await mergeProviderNames(
    tx,
    SERVICES,
    id,
    services.map(({ slug, ...service }) => ({ ...service, known: slug })),
  )
  const ofCountries = await mergeProviderNames(
    tx,
    COUNTRIES,
    id,
    countries.map(({ iso, ...country }) => ({ ...country, known: iso })),
  )
  await mergeServices(tx, ofServices.listed)
  await mergeCountries(tx, ofCountries.listed)
  return {
    moved: ofServices.moved.length + ofCountries.moved.length > 0,
    renamed: [...ofServices.renamed, ...ofCountries.renamed],
  }
}

const SERVICES = { names: 'provider_services', code: 'service', native: 'native_service' }
const COUNTRIES = { names: 'provider_countries', code: 'country', native: 'native_country' }

/** Native ids and names, and the codes that offers have from them. */
async function mergeProviderNames(
  tx: Sql,
  { names, code, native }: typeof SERVICES,
  provider: string,
  entries: readonly Named[],
): Promise<NamePlan> {
  const before = await tx<NameRow[]>`
    select native_id as "nativeId", code, name, listed from ${tx(names)} where provider = ${provider}`
  const plan = planNames(provider, before, entries)
  if (plan.moved.length > 0) {
    await tx`
      update offers o set ${tx(code)} = r.code from ${recordset(tx, plan.moved)}
      where o.provider = ${provider} and ${tx(`o.${native}`)} = r."nativeId"`
  }
  if (plan.changed.length > 0) {
    await tx`
      insert into ${tx(names)} (provider, native_id, code, name)
      select ${provider}, r."nativeId", r.code, r.name from ${recordset(tx, plan.changed)}
      on conflict (provider, native_id) do update set code = excluded.code, name = excluded.name, listed = true`
  }
  if (plan.unlisted.length > 0) {
    await tx`
      update ${tx(names)} set listed = false
      where provider = ${provider} and native_id = any(${[...plan.unlisted]}::text[])`
  }
  return plan
}

// Only what differs is offered to the inserts: ON CONFLICT locks, and so writes, every row it meets. What our directory does
// not know has the name of the first provider that lists it: were it that of the latest, two would rename it in turn.

async function mergeServices(tx: Sql, listed: readonly NameRow[]): Promise<void> {
  const rows = codesOf(listed).map(code => {
    const entry = servicesBySlug.get(code)
    return { code, name: entry?.name ?? null, category: entry?.category ?? 'other' }
  })
  await tx`
    insert into services (code, name, category)
    select r.code, coalesce(r.name, p.name), r.category
    from jsonb_to_recordset(${tx.json(rows)}) as r (code text, name text, category text)
    join ${firstNames(tx, 'provider_services')} p using (code)
    left join services s using (code)
    where s.code is null or (s.name, s.category) <> (coalesce(r.name, p.name), r.category)
    on conflict (code) do update set name = excluded.name, category = excluded.category`
}

async function mergeCountries(tx: Sql, listed: readonly NameRow[]): Promise<void> {
  const rows = codesOf(listed).map(code => ({ code, name: countriesByIso.get(code)?.name ?? null }))
  await tx`
    insert into countries (code, name)
    select r.code, coalesce(r.name, p.name)
    from jsonb_to_recordset(${tx.json(rows)}) as r (code text, name text)
    join ${firstNames(tx, 'provider_countries')} p using (code)
    left join countries c using (code)
    where c.code is null or c.name <> coalesce(r.name, p.name)
    on conflict (code) do update set name = excluded.name`
}

const codesOf = (listed: readonly NameRow[]) => [...new Set(listed.map(({ code }) => code))]

function firstNames(tx: Sql, names: 'provider_services' | 'provider_countries') {
  return tx`(select distinct on (code) code, name from ${tx(names)} order by code, listed desc, provider, native_id)`
}

function recordset(tx: Sql, rows: readonly NameRow[]) {
  return tx`jsonb_to_recordset(${tx.json(rows.map(row => ({ ...row })))}) as r ("nativeId" text, code text, name text)`
}
