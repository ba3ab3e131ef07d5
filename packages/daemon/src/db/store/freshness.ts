import type { Candidate } from '../../catalog/candidate.ts'
import type { Sql } from '../connect.ts'

/** A country that no scan has covered for this long is stale, whatever its offers say. */
const UNSEEN = '2 hours'

/**
 * Called before the run's own baseline is written: what that scope saw last time tells since when a country is stale.
 * Marks the countries that did not answer or that no scan covers any more, and clears the mark of those that answered.
 */
export async function refreshFreshness(tx: Sql, { provider: { id }, observed, failed }: Candidate): Promise<void> {
  // Left by a wrong clock or an old backup; it would pass for fresh until then.
  await tx`
    update baselines set observed_at = clock_timestamp() where provider = ${id} and observed_at > clock_timestamp()`
  await tx`
    update stale_partitions set stale_since = clock_timestamp() where provider = ${id} and stale_since > clock_timestamp()`
  await tx`delete from stale_partitions where provider = ${id} and native_country = any(${[...observed]}::text[])`
  await tx`
    insert into stale_partitions (provider, native_country, stale_since, reason)
    select ${id}, country, coalesce(max(b.observed_at), clock_timestamp()), reason
    from jsonb_to_recordset(${tx.json(failed.map(entry => ({ ...entry })))}) as r (country text, reason text)
    left join baselines b on b.provider = ${id} and r.country = any(b.observed_countries)
    group by country, reason
    on conflict (provider, native_country) do update set reason = excluded.reason`
  await tx`
    insert into stale_partitions (provider, native_country, stale_since, reason)
    select ${id}, c.native_id, coalesce(max(b.observed_at), clock_timestamp()), 'no scan covers it'
    from provider_countries c
    left join baselines b on b.provider = c.provider and c.native_id = any(b.observed_countries)
    where c.provider = ${id} and c.native_id <> all(${[...observed]}::text[])
      and exists (select from offers o where o.provider = ${id} and o.native_country = c.native_id)
    group by c.native_id
    having coalesce(max(b.observed_at), '-infinity') < clock_timestamp() - ${UNSEEN}::interval
    on conflict (provider, native_country) do nothing`
}
