import type { NumberSnapshot } from '@onesms/sdk'
import type { Database } from '../db/tables.ts'
import type { Clock } from './clock.ts'
import { recordSnapshots } from './record.ts'
import type { Source } from './written.ts'

/** What changes: the newest of its snapshots is the one that counts. */
export interface Changing {
  readonly id: string
  readonly snapshot: NumberSnapshot
}

/** Writes changes of numbers down, those that come together in one transaction. */
export interface SnapshotWriter {
  add(number: Changing): void
  /** Writes what is left, but does not wait for long for a database that does not answer. */
  close(): Promise<void>
}

export interface SnapshotWriterOptions {
  readonly database: Database
  readonly clock: Clock
  /** What makes it look. Default `poll`. */
  readonly source?: Source
  onWritten(number: Changing, snapshot: NumberSnapshot): void
  onError(error: unknown): void
}

const BATCH = 100
const PAUSE = 1_000
const PATIENCE = 3_000

export function createSnapshotWriter({
  database,
  clock,
  source = 'poll',
  onWritten,
  onError,
}: SnapshotWriterOptions): SnapshotWriter {
  const pending = new Map<string, Changing>()
  const closing = new AbortController()
  let writing: Promise<void> | null = null
  let isFailing = false

  async function writeAll(): Promise<void> {
    while (pending.size > 0) {
      const batch = [...pending.values()].slice(0, BATCH)
      for (const { id } of batch) pending.delete(id)
      if (await write(batch)) continue
      if (closing.signal.aborted) return
      await clock.sleep(PAUSE, closing.signal).catch(() => {}) // closed: once more, and that is all
    }
  }

  /** `false`: it is to be tried again. */
  async function write(batch: readonly Changing[]): Promise<boolean> {
    const snapshots = batch.map(({ snapshot }) => snapshot)
    try {
      await recordSnapshots(database, snapshots, source)
      isFailing = false
      for (const [index, number] of batch.entries()) onWritten(number, snapshots[index] ?? number.snapshot)
      return true
    } catch (error) {
      const [, second] = batch
      if (isUnwritable(error) && second) {
        // One of them is not to be written; it keeps nobody else from it.
        for (const number of batch) await write([number])
        return true
      }
      if (isUnwritable(error) || !isFailing) onError(error) // once in a row
      if (isUnwritable(error)) return true
      isFailing = true
      for (const number of batch) if (!pending.has(number.id)) pending.set(number.id, number)
      return false
    }
  }

  function start(): void {
    writing ??= Promise.resolve()
      .then(writeAll)
      .finally(() => {
        writing = null
        if (pending.size > 0 && !closing.signal.aborted) start() // came as the last one was written
      })
  }

  return {
    add(number) {
      pending.set(number.id, number)
      start()
    },
    async close() {
      closing.abort()
      const closed = new AbortController()
      await Promise.race([writing, clock.sleep(PATIENCE, closed.signal).catch(() => {})])
      closed.abort()
    },
  }
}

/** Whether the database will never take it: a value it cannot hold, or a rule that is broken. */
function isUnwritable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code))
}
