import type { Account, Accounts } from '../accounts/accounts.ts'
import type { Database } from '../db/tables.ts'
import { orAborted } from '../jobs/or-aborted.ts'
import { type HeldLease, holdLease } from '../scheduler/lease-keeper.ts'
import { type Clock, systemClock } from './clock.ts'
import { createFollower } from './follower.ts'

/** Follows the numbers of every account; of several processes, one does for each account. */
export interface Tracker {
  start(): void
  /** Follows nothing any more, writes down what was seen last, and lets another process go on at once. */
  stop(): Promise<void>
}

export interface TrackerOptions {
  readonly database: Database
  readonly accounts: Accounts
  /** Names this process in the lease. */
  readonly holder: string
  readonly onError: (error: unknown) => void
  /** Default: the system's. */
  readonly clock?: Clock
  /** Seconds until the lease of a process that is gone ends. All processes must agree. Default 15. */
  readonly leaseSeconds?: number
}

const LEASE_SECONDS = 15
/** Milliseconds between two looks at what was bought, and between two attempts to take the lease. */
const LOOK_EVERY = 1_000
const TRY_EVERY = 2_000

export function createTracker({
  database,
  accounts,
  holder,
  onError,
  clock = systemClock,
  leaseSeconds = LEASE_SECONDS,
}: TrackerOptions): Tracker {
  const stopping = new AbortController()
  let running: Promise<unknown> = Promise.resolve()

  async function track(account: Account): Promise<void> {
    while (!stopping.signal.aborted) {
      const lease = await takeLease(account)
      if (lease) await followUnder(lease, account)
      await clock.sleep(TRY_EVERY, stopping.signal).catch(() => {}) // stopping: the loop sees it
    }
  }

  async function takeLease({ id }: Account): Promise<HeldLease | null> {
    try {
      return await holdLease(database, `activations:${id}`, holder, clock, leaseSeconds)
    } catch (error) {
      onError(error)
      return null
    }
  }

  async function followUnder(lease: HeldLease, account: Account): Promise<void> {
    const follower = createFollower({ database, account, clock, onError })
    const over = AbortSignal.any([stopping.signal, lease.lost])
    // At once, and not after a look, which may hang with the database.
    const stopped = aborted(over).then(() => follower.stop())
    let failures = 0
    while (!over.aborted && failures * LOOK_EVERY < leaseSeconds * 1_000) {
      const look = follower.look().then(
        () => 0,
        error => {
          if (failures === 0) onError(error) // once in a row
          return failures + 1 // nobody can renew the lease meanwhile, either
        },
      )
      failures = await orAborted(over, look).catch(() => failures) // over: the loop sees it
      await clock.sleep(LOOK_EVERY, over).catch(() => {}) // over: the loop sees it
    }
    await (over.aborted ? stopped : follower.stop())
    await lease.close()
  }

  return {
    start() {
      running = Promise.all([...accounts.values()].map(track))
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
