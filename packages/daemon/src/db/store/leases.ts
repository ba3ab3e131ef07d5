import type { Database } from '../tables.ts'

/** The right to run something, until its end unless renewed. */
export interface Lease {
  readonly name: string
  /** Grows with every change of hands; writes that carry an old one are refused. */
  readonly token: number
}

/** Seconds until a lease ends by itself, by the database's clock; all processes must agree. */
export const LEASE_SECONDS = 60

/**
 * Takes the lease when nobody holds it, `null` otherwise; does not wait for a holder who is just publishing. Runs whose
 * lease ended without a word are closed in the same statement. An end further ahead than two lease times comes from a wrong
 * clock or an old backup and does not count.
 */
export async function acquireLease(
  { sql, schema }: Database,
  name: string,
  holder: string,
  seconds = LEASE_SECONDS,
): Promise<Lease | null> {
  const end = sql`clock_timestamp() + make_interval(secs => ${seconds})`
  // Should the leases have been lost, their tokens still only grow.
  const used = sql`(select coalesce(max(token), 0) from ${sql(schema)}.catalogs)`
  const [row] = await sql<{ token: number }[]>`
    with first as (
      insert into ${sql(schema)}.leases (name, holder, token, expires_at, is_released)
      values (${name}, ${holder}, ${used} + 1, ${end}, false)
      on conflict (name) do nothing
      returning token
    ), next as (
      update ${sql(schema)}.leases set
        holder = ${holder}, token = greatest(token, ${used}) + 1, expires_at = ${end}, is_released = false,
        takeovers = takeovers + case when is_released then 0 else 1 end
      where name = (
        select name from ${sql(schema)}.leases
        where name = ${name} and (
          expires_at < clock_timestamp() or expires_at > clock_timestamp() + make_interval(secs => ${2 * seconds}))
        for update skip locked)
      returning token
    ), lease as (
      select token from first union all select token from next
    ), closed as (
      update ${sql(schema)}.sync_runs
      set status = 'abandoned', finished_at = clock_timestamp(), reason = 'its process ended without a word'
      where status = 'running' and lease_name = ${name} and exists (select from lease)
    )
    select token from lease`
  return row ? { name, token: row.token } : null
}

/** Moves the end of the lease, and of the run under it. `false` when the lease is no longer ours. */
export async function renewLease({ sql, schema }: Database, lease: Lease, seconds = LEASE_SECONDS): Promise<boolean> {
  const rows = await sql`
    with lease as (
      update ${sql(schema)}.leases
      set expires_at = clock_timestamp() + make_interval(secs => ${seconds})
      where name = ${lease.name} and token = ${lease.token} and expires_at > clock_timestamp()
      returning expires_at
    ), run as (
      update ${sql(schema)}.sync_runs r set expires_at = lease.expires_at
      from lease
      where r.status = 'running' and r.lease_name = ${lease.name} and r.lease_token = ${lease.token}
    )
    select from lease`
  return rows.count === 1
}

/** Gives the lease back, so that the next one need not wait for its end. */
export async function releaseLease({ sql, schema }: Database, lease: Lease): Promise<void> {
  await sql`
    update ${sql(schema)}.leases set expires_at = clock_timestamp() - interval '1 microsecond', is_released = true
    where name = ${lease.name} and token = ${lease.token}`
}
