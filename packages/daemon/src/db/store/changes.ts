import type { Candidate } from '../../catalog/candidate.ts'
import type { Sql } from '../connect.ts'

/** Absent this often, and for this long, an offer is taken as gone. */
const MISSING_RUNS = 3
const MISSING_TIME = '30 minutes'

/**
 * Writes the staged changes into `offers`, only what differs, and answers with the number of rows written. What is missing
 * is counted and at last marked with a tombstone; it is never deleted, and revived under the same key when it returns.
 */
export async function applyChanges(tx: Sql, { provider }: Candidate, token: number): Promise<number> {
  // Not INSERT … ON CONFLICT: that costs twice as much, and the lease already keeps other writers of these rows away.
  const arrived = await tx`
    insert into offers (
      provider, native_service, native_country, operator, supplier, service, country, price, currency, stock, run_token)
    select
      ${provider.id}, c.native_service, c.native_country, c.operator, c.supplier,
      s.code, l.code, c.price, ${provider.currency}, c.stock, ${token}
    from pg_temp.changes c
    join provider_services s on s.provider = ${provider.id} and s.native_id = c.native_service
    join provider_countries l on l.provider = ${provider.id} and l.native_id = c.native_country
    where c.change = 'new'`
  const changed = await tx`
    update offers o set
      price = c.price, currency = ${provider.currency}, stock = c.stock, run_token = ${token},
      missing_runs = 0, missing_since = null, tombstoned_at = null
    from pg_temp.changes c
    where c.change = 'changed' and ${isSameOffer(tx, provider.id)}`
  const missing = await tx`
    update offers o set
      run_token = ${token},
      missing_runs = o.missing_runs + 1,
      missing_since = least(o.missing_since, clock_timestamp()),
      tombstoned_at = case
        when o.missing_runs + 1 >= ${MISSING_RUNS} and o.missing_since <= clock_timestamp() - ${MISSING_TIME}::interval
        then clock_timestamp() end
    from pg_temp.changes c
    where c.change = 'missing' and ${isSameOffer(tx, provider.id)}`
  return arrived.count + changed.count + missing.count
}

/** Appends to the history what moved: price, stock, arrival, departure, return. An offer that is merely missing has not moved. */
export async function recordHistory(tx: Sql, { provider }: Candidate): Promise<void> {
  await tx`
    insert into offer_changes (
      provider, native_service, native_country, operator, supplier, service, country, change, old_price, price, old_stock, stock)
    select
      ${provider.id}, c.native_service, c.native_country, c.operator, c.supplier, o.service, o.country,
      case
        when c.change = 'missing' then 'gone'
        when c.change = 'new' then 'new'
        when c.was_gone then 'returned'
        else 'changed' end,
      c.old_price, case when c.change <> 'missing' then c.price end,
      c.old_stock, case when c.change <> 'missing' then c.stock end
    from pg_temp.changes c
    join offers o on ${isSameOffer(tx, provider.id)}
    where case c.change
      when 'missing' then o.tombstoned_at is not null
      when 'changed' then c.was_gone or c.price <> c.old_price or c.stock is distinct from c.old_stock
      else true end`
}

/** The key by which a staged change `c` means an offer `o`. */
function isSameOffer(tx: Sql, provider: string) {
  return tx`
    o.provider = ${provider} and o.kind = 'activation'
    and o.native_service = c.native_service and o.native_country = c.native_country
    and o.operator = c.operator and o.supplier = c.supplier`
}
