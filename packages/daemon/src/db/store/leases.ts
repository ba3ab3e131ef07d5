import type { Database } from '../tables.ts'

/** The right to run something, until `expiresAt` unless renewed. */
export interface Lease {
  readonly name: string
  /** Grows with every change of hands; writes that carry an old one are refused. */
  readonly token: number
}

/** Seconds until a lease ends by itself, by the database's clock. */
export const LEASE_SECONDS = 60

/**
 * Takes the lease when nobody holds it, `null` otherwise. Runs whose lease ended without a word are closed in the same
 * statement. An end further ahead than two lease times comes from a wrong clock or an old backup and does not count.
 */
export async function acquireLease({ sql, schema }: Database, name: string, holder: string): Promise<Lease | null> {
  const [row] = await sql<{ token: number }[]>`
    with lease as (
      insert into ${sql(schema)}.leases as l (name, holder, token, expires_at)
      values (${name}, ${holder}, 1, clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}))
      on conflict (name) do update
        set holder = excluded.holder, token = l.token + 1, expires_at = excluded.expires_at
        where l.expires_at < clock_timestamp()
          or l.expires_at > clock_timestamp() + make_interval(secs => ${2 * LEASE_SECONDS})
      returning token
    ), closed as (
      update ${sql(schema)}.sync_runs
      set status = 'abandoned', finished_at = clock_timestamp(), reason = 'its process ended without a word'
      where status = 'running' and lease_name = ${name} and exists (select from lease)
    )
    select token from lease`
  return row ? { name, token: row.token } : null
}

/** Moves the end of the lease, and of the run under it. `false` when the lease is no longer ours. */
export async function renewLease({ sql, schema }: Database, lease: Lease): Promise<boolean> {
  const rows = await sql`
    with lease as (
      update ${sql(schema)}.leases
      set expires_at = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
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
    update ${sql(schema)}.leases set expires_at = clock_timestamp() - interval '1 microsecond'
    where name = ${lease.name} and token = ${lease.token}`
}
