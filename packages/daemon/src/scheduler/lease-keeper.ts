import { acquireLease, LEASE_SECONDS, type Lease, releaseLease, renewLease } from '../db/store/leases.ts'
import type { Database } from '../db/tables.ts'
import { type Clock, repeat } from './clock.ts'

/** Often enough that one renewal may fail. */
const HEARTBEATS = 3

/** A lease that is renewed in the background until it is closed. */
export interface HeldLease {
  readonly lease: Lease
  /** Aborted when the lease is lost, so that the work under it stops. */
  readonly lost: AbortSignal
  close(): Promise<void>
}

/** Takes a lease and keeps it, `null` when somebody else has it. */
export async function holdLease(
  database: Database,
  name: string,
  holder: string,
  clock: Clock,
  seconds = LEASE_SECONDS,
): Promise<HeldLease | null> {
  const lease = await acquireLease(database, name, holder, seconds)
  if (!lease) return null
  const lost = new AbortController()
  const closing = new AbortController()
  const renew = () =>
    renewLease(database, lease, seconds).then(
      isOurs => !isOurs && lost.abort(new Error(`the lease ${name} was lost`)),
      () => {}, // not the end: the next one may come through in time, and the fence in the database judges
    )
  void repeat(clock, (seconds * 1000) / HEARTBEATS, AbortSignal.any([closing.signal, lost.signal]), () => void renew())
  return {
    lease,
    lost: lost.signal,
    close: async () => {
      closing.abort()
      // Once more over another connection, then it ends by itself.
      const release = () => releaseLease(database, lease)
      await release()
        .catch(release)
        .catch(() => {})
    },
  }
}
