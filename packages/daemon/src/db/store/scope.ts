import type { CountryRef } from '@onesms/sdk'
import type { Candidate } from '../../catalog/candidate.ts'
import type { ScanScope } from '../../catalog/scope.ts'
import type { Database } from '../tables.ts'

/** What a run really scans. */
export interface ResolvedScope {
  /** Under which the run keeps its baseline. */
  readonly scope: ScanScope
  /** `undefined` for all. */
  readonly countries: readonly CountryRef[] | undefined
}

/** The countries behind a scope. Those with most stock are all of them until there is a catalog; then that is the scope. */
export async function resolveScope(
  { sql, schema }: Database,
  provider: string,
  scope: ScanScope,
): Promise<ResolvedScope> {
  if (scope === 'all') return { scope, countries: undefined }
  if (!('top' in scope)) return { scope, countries: [...new Set(scope)] }
  const rows = await sql<{ nativeId: string }[]>`
    select native_country as "nativeId" from ${sql(schema)}.offers
    where provider = ${provider} and available
    group by native_country order by sum(stock) desc nulls last, native_country limit ${scope.top}`
  return rows.length > 0 ? { scope, countries: rows } : { scope: 'all', countries: undefined }
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
