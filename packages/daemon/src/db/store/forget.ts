import type { Sql } from '../connect.ts'
import type { Database } from '../tables.ts'
import { begin, transaction } from '../transaction.ts'
import { fence } from './fence.ts'
import type { Lease } from './leases.ts'
import { refreshActives, refreshCountries, refreshTotals } from './totals.ts'

/** What the tables still count of a provider. */
export interface Remainder {
  readonly offers: number
  /** Numbers in stock, as far as told. */
  readonly stock: number
  /** Seconds since its catalog was last seen. */
  readonly age: number
}

/** What forgetting a provider would take out of the totals; `null` when there is no catalog of it. */
export function readRemainder({ sql, schema }: Database, provider: string): Promise<Remainder | null> {
  return begin(sql, async tx => {
    await tx.unsafe(`set local search_path to "${schema}"`)
    const [row] = await tx<Remainder[]>`
      select extract(epoch from clock_timestamp() - c.observed_at)::bigint as age, count(o) as offers,
        coalesce(sum(o.stock), 0)::bigint as stock
      from catalogs c left join offers o on o.provider = c.provider and o.available
      where c.provider = ${provider} group by c.provider`
    return row ?? null
  })
}

/**
 * Takes a provider out of every total: its offers get tombstones, its names are listed no longer, and nothing is compared
 * with its old catalog should it come back. No row that others may refer to is deleted.
 *
 * @throws FencedError when the lease has ended.
 */
export async function forgetProvider({ sql, schema }: Database, provider: string, lease: Lease): Promise<void> {
  await transaction(sql, async tx => {
    await tx.unsafe(`set local search_path to "${schema}", pg_temp`)
    await fence(tx, lease)
    await endOffers(tx, provider, lease)
    for (const names of ['provider_services', 'provider_countries'])
      await tx`update ${tx(names)} set listed = false where provider = ${provider} and listed`
    for (const table of ['catalogs', 'baselines', 'refusals', 'stale_partitions', 'schedules'])
      await tx`delete from ${tx(table)} where provider = ${provider}`
    await refreshTotals(tx)
    await refreshActives(tx)
    const countries = await tx<{ id: string }[]>`
      select native_id as id from provider_countries where provider = ${provider}`
    await refreshCountries(tx, { provider: { id: provider }, observed: countries.map(({ id }) => id) })
  })
}

async function endOffers(tx: Sql, provider: string, { token }: Lease): Promise<void> {
  await tx`
    insert into offer_changes (
      provider, native_service, native_country, operator, supplier, service, country, change, old_price, old_stock)
    select provider, native_service, native_country, operator, supplier, service, country, 'gone', price, stock
    from offers where provider = ${provider} and available`
  await tx`
    update offers set run_token = ${token}, tombstoned_at = clock_timestamp()
    where provider = ${provider} and available`
}
