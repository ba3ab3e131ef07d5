import type { Lease } from '../db/store/leases.ts'
import type { Database } from '../db/tables.ts'
import { type Clock, systemClock } from './clock.ts'
import { type HeldLease, holdLease } from './lease-keeper.ts'

export interface LeaseLoopOptions {
  readonly database: Database
  /** Name of the lease: of several processes one does the work. */
  readonly name: string
  /** Names this process in it. */
  readonly holder: string
  /**
   * Does what is due, and answers whether there may be more at once. Its signal is aborted when the lease is lost, and at
   * the end.
   */
  readonly round: (lease: Lease, signal: AbortSignal) => Promise<boolean>
  readonly onError: (error: unknown) => void
  /** Default: the system's. */
  readonly clock?: Clock
}

/** Work that one of several processes does again and again. */
export interface LeaseLoop {
  start(): void
  /** There is something to do: where this process has the lease, it looks at once. */
  wake(): void
  /** Aborts what runs, waits for it, and lets another process go on at once. */
  stop(): Promise<void>
}

const LEASE_SECONDS = 15
/** Milliseconds from one look to the next, where nobody wakes it. */
export const LOOK_EVERY = 1_000
/** Milliseconds to the next attempt where another process has the lease. */
export const TRY_EVERY = 5_000

export function createLeaseLoop({
  database,
  name,
  holder,
  round,
  onError,
  clock = systemClock,
}: LeaseLoopOptions): LeaseLoop {
  const stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()
  let pause = new AbortController()
  let isWoken = false

  /** Sleeps, until somebody wakes it or it is to stop; not at all when somebody woke it meanwhile. */
  async function rest(ms: number): Promise<void> {
    pause = new AbortController()
    if (isWoken) pause.abort()
    await clock.sleep(ms, pause.signal).catch(() => {})
    isWoken = false
  }

  async function takeLease(): Promise<HeldLease | null> {
    try {
      return await holdLease(database, name, holder, clock, LEASE_SECONDS)
    } catch (error) {
      onError(error)
      return null
    }
  }

  async function workUnder({ lease, lost }: HeldLease): Promise<void> {
    const over = AbortSignal.any([stopping.signal, lost])
    while (!over.aborted) {
      try {
        while (!over.aborted && (await round(lease, over)));
      } catch (error) {
        if (over.aborted) return
        onError(error)
      }
      if (!over.aborted) await rest(LOOK_EVERY)
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const held = await takeLease()
      if (held) await workUnder(held).finally(held.close)
      if (!stopping.signal.aborted) await rest(TRY_EVERY)
    }
  }

  return {
    start() {
      running = run()
    },
    wake() {
      isWoken = true
      pause.abort()
    },
    async stop() {
      stopping.abort(new Error('stopping'))
      pause.abort()
      await running
    },
  }
}
