import { isDatabaseAbsent } from '../db/store/read/unavailable.ts'
import { orAborted } from '../jobs/or-aborted.ts'
import type { Clock } from './clock.ts'
import { DeadlineError, withDeadline } from './deadline.ts'

/** The database did not answer, or not in time. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError'
}

/** Runs a read of the database, for at most `ms` (default 5 s), the wait for its turn included. */
export type DatabaseGate = <T>(read: () => Promise<T>, ms?: number) => Promise<T>

/** Of the five connections of a process two are left for leases, purchases and whoever asks whether it is well. */
const AT_ONCE = 3
const MOST_PENDING = 64

/**
 * A gate that lets reads through while the database answers, a few at a time: the others wait in front of it. A read given up
 * is not cancelled: the driver (3.4.9) loses the connection of a statement cancelled while it connects. It counts as pending
 * until it ends, and above 64 of them nothing more is sent, so that a database that hangs does not collect statements.
 *
 * @throws {@link DatabaseUnavailableError} instead of whatever the driver says about connections.
 */
export function createDatabaseGate(clock: Clock): DatabaseGate {
  let pending = 0
  let running = 0
  let waiting: { readonly signal: AbortSignal; readonly begin: () => void }[] = []

  async function counted<T>(read: () => Promise<T>): Promise<T> {
    if (pending >= MOST_PENDING) throw new DatabaseUnavailableError('too many reads are waiting')
    pending += 1
    try {
      return await read()
    } finally {
      pending -= 1
    }
  }

  /** Whoever is given up while it waits never begins. */
  async function inTurn<T>(read: () => Promise<T>, signal: AbortSignal): Promise<T> {
    if (running >= AT_ONCE) await new Promise<void>(begin => waiting.push({ signal, begin }))
    else running += 1
    try {
      return await orAborted(signal, counted(read))
    } finally {
      waiting = waiting.filter(each => !each.signal.aborted)
      const next = waiting.shift()
      if (next) next.begin()
      else running -= 1
    }
  }

  return async (read, ms = 5_000) => {
    if (pending >= MOST_PENDING) throw new DatabaseUnavailableError('too many reads are waiting')
    try {
      return await withDeadline({ clock, ms }, signal => inTurn(read, signal))
    } catch (error) {
      if (error instanceof DeadlineError || isDatabaseAbsent(error)) {
        throw new DatabaseUnavailableError('the database does not answer', { cause: error })
      }
      throw error
    }
  }
}
