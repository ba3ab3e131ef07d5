import { acquireLease, LEASE_SECONDS, type Lease, releaseLease, renewLease } from '../db/store/leases.ts'
import type { Database } from '../db/tables.ts'

/** A lease that is renewed in the background until it is closed. */
export interface HeldLease {
  readonly lease: Lease
  /** Aborted when the lease is lost, so that the work under it stops. */
  readonly lost: AbortSignal
  close(): Promise<void>
}

/** Takes a lease and keeps it, `null` when somebody else has it. */
export async function holdLease(database: Database, name: string, holder: string): Promise<HeldLease | null> {
  const lease = await acquireLease(database, name, holder)
  if (!lease) return null
  const lost = new AbortController()
  const beat = setInterval(
    () => {
      // A failed beat is not the end: the next one may come through in time, and the fence in the database judges.
      renewLease(database, lease).then(
        ours => !ours && lost.abort(new Error(`the lease ${name} was lost`)),
        () => {},
      )
    },
    (LEASE_SECONDS * 1000) / 3,
  )
  beat.unref()
  return {
    lease,
    lost: lost.signal,
    close: async () => {
      clearInterval(beat)
      await releaseLease(database, lease).catch(() => {}) // it ends by itself
    },
  }
}
