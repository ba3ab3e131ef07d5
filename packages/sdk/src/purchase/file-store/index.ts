/// <reference lib="esnext.disposable" />
import { resolve } from 'node:path'
import { type Clock, systemClock } from '../../utils/clock.ts'
import { intentFromJson } from '../json.ts'
import { Ledger, type Step } from '../ledger.ts'
import type { IntentStore } from '../store.ts'
import { type Journal, openJournal, unreadable } from './journal.ts'
import { type FileLock, lockFile } from './lock.ts'

/** How to keep purchases in a file. */
export interface FileStoreOptions {
  /** Default: the clock of the computer. */
  readonly clock?: Clock
}

/** Purchases in a file. */
export interface FileStore extends IntentStore, AsyncDisposable {
  /** Lets the file go, when what is being written is on the disk. */
  close(): Promise<void>
}

/** Rewriting pays when half of a file of some size is history. */
const SMALL = 1_000

/**
 * Keeps purchases in a file of JSON lines that is made when it is missing. Each step is on the disk when its promise
 * resolves. The file grows by about 2 kB for a purchase; nothing is ever forgotten.
 *
 * @throws {@link IntentStoreError} when another process has it open, or it is not such a file.
 * @example
 * ```ts
 * const client = createClient({ provider: heroSms(), store: await openFileStore('purchases.jsonl') })
 * ```
 */
export async function openFileStore(path: string, { clock = systemClock }: FileStoreOptions = {}): Promise<FileStore> {
  const file = resolve(path)
  const lock = await lockFile(file)
  let journal: Journal | undefined
  try {
    const opened = await openJournal(file)
    journal = opened.journal
    const ledger = new Ledger(clock)
    for (const row of readRows(file, opened.lines, clock.now())) ledger.put(row)
    return serve(journal, ledger, opened.lines.length, lock)
  } catch (error) {
    await journal?.close()
    await lock.release()
    throw error
  }
}

function serve(journal: Journal, ledger: Ledger, linesRead: number, lock: FileLock): FileStore {
  let lines = linesRead
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <Result>(work: () => Result | Promise<Result>): Promise<Result> => {
    const result = last.then(work)
    last = result.catch(() => {})
    return result
  }
  /** A step counts when its row is on the disk, and the next is decided after that. */
  const take = <Result>(decide: () => Step<Result>): Promise<Result> =>
    inTurn(async () => {
      const { result, row } = decide()
      if (!row) return result
      await lock.check() // after a long sleep the file may be another's, and its lines stand where ours would go
      await journal.append(JSON.stringify(row))
      ledger.put(row)
      lines += 1
      return result
    })
  const compact = async () => {
    if (lines <= 2 * ledger.size + SMALL) return
    lines = ledger.size // also when it fails: then it is tried again much later
    await lock.check()
    await journal.rewrite(Array.from(ledger.rows(), row => JSON.stringify(row))).catch(() => {})
  }
  const close = () =>
    inTurn(async () => {
      await journal.close()
      await lock.release()
    })
  return {
    insert: async intent => {
      await inTurn(compact)
      return take(() => ledger.insert(intent))
    },
    begin: id => take(() => ledger.begin(id)),
    transition: (id, from, change) => take(() => ledger.transition(id, from, change)),
    get: id => inTurn(() => ledger.get(id)),
    list: (account, selection) => inTurn(() => ledger.list(account, selection)),
    owners: (account, activationIds) => inTurn(() => ledger.owners(account, activationIds)),
    close,
    [Symbol.asyncDispose]: close,
  }
}

function* readRows(path: string, rows: readonly string[], now: number) {
  for (const [index, row] of rows.entries()) {
    try {
      yield intentFromJson(JSON.parse(row), now)
    } catch {
      throw unreadable(path, `is damaged in line ${index + 2}`)
    }
  }
}
