import type { CountryRef } from '@onesms/sdk'
import type { Candidate } from '../../catalog/candidate.ts'
import type { ScanScope } from '../../catalog/scope.ts'
import type { Database } from '../tables.ts'

/** The countries behind a scope; `undefined` for all. Those with most stock are all of them until there is a catalog. */
export async function resolveScope(
  { sql, schema }: Database,
  provider: string,
  scope: ScanScope,
): Promise<readonly CountryRef[] | undefined> {
  if (scope === 'all') return undefined
  if (!('top' in scope)) return scope
  const rows = await sql<{ nativeId: string }[]>`
    select native_country as "nativeId" from ${sql(schema)}.offers
    where provider = ${provider} and available
    group by native_country order by sum(stock) desc nulls last, native_country limit ${scope.top}`
  return rows.length > 0 ? rows.map(({ nativeId }) => ({ nativeId })) : undefined
}

/** The countries of earlier runs that a scan of everything mentions nowhere, by native id. */
export async function readForgottenCountries(
  { sql, schema }: Database,
  { provider, countries, failed }: Pick<Candidate, 'provider' | 'countries' | 'failed'>,
): Promise<readonly string[]> {
  const mentioned = [...countries.map(({ nativeId }) => nativeId), ...failed.map(({ country }) => country)]
  const rows = await sql<{ id: string }[]>`
    select native_id as id from ${sql(schema)}.provider_countries
    where provider = ${provider.id} and native_id <> all(${mentioned}::text[])`
  return rows.map(({ id }) => id)
}
