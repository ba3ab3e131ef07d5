import { open, readFile, rm, stat, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { IntentStoreError } from '../../errors/purchase.ts'

const SIGN_OF_LIFE = 5_000
/** Without a sign of life for so long, a holder on another machine counts as gone. */
const PATIENCE = 15_000

/** The right to write a file, held by one process alone. */
export interface FileLock {
  release(): Promise<void>
}

interface Holder {
  readonly pid: number
  readonly host: string
}

const heldHere = new Set<string>()

/**
 * Takes the lock beside a file. That of a process that is gone is taken over: on this machine at once, on another, as a
 * container is, when it has given no sign of life for 15 s.
 * @throws {@link IntentStoreError} when another process, or this one, holds it.
 */
export async function lockFile(path: string): Promise<FileLock> {
  const lock = `${path}.lock`
  if (heldHere.has(lock)) throw inUse(path, 'this process already')
  heldHere.add(lock)
  try {
    if (!(await tryCreate(lock))) await takeOver(path, lock)
  } catch (error) {
    heldHere.delete(lock)
    throw error
  }
  const showLife = () => {
    const now = new Date()
    utimes(lock, now, now).catch(() => {})
  }
  const heart = setInterval(showLife, SIGN_OF_LIFE)
  heart.unref()
  return {
    release: async () => {
      clearInterval(heart)
      await rm(lock, { force: true })
      heldHere.delete(lock)
    },
  }
}

async function takeOver(path: string, lock: string): Promise<void> {
  // Of several that find the holder gone, one alone may remove its lock: never a new one.
  const guard = `${lock}.takeover`
  if (!(await tryCreate(guard))) {
    if (await hasLife(guard)) throw inUse(path, 'a process that is just starting')
    await rm(guard, { force: true })
    if (!(await tryCreate(guard))) throw inUse(path, 'a process that is just starting')
  }
  try {
    const holder = await holderOf(lock)
    if (!(await isGone(lock, holder))) {
      throw inUse(path, holder ? `process ${holder.pid} on ${holder.host}` : 'a process that is just starting')
    }
    await rm(lock, { force: true })
    if (!(await tryCreate(lock))) throw inUse(path, 'a process that is just starting')
  } finally {
    await rm(guard, { force: true })
  }
}

async function tryCreate(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600)
    await handle.writeFile(JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder))
    await handle.close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function holderOf(lock: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(lock, 'utf8')) as Holder
  } catch {
    return null
  }
}

async function isGone(lock: string, holder: Holder | null): Promise<boolean> {
  if (holder?.host !== hostname()) return !(await hasLife(lock))
  // Our own number: it was given out anew, since whoever had it before us here is gone.
  return holder.pid === process.pid || !isRunning(holder.pid)
}

async function hasLife(lock: string): Promise<boolean> {
  const found = await stat(lock).catch(() => null)
  return found !== null && Date.now() - found.mtimeMs < PATIENCE
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function inUse(path: string, by: string): IntentStoreError {
  return new IntentStoreError(`${path} is in use by ${by}`, {
    hint: `One process at a time keeps purchases in a file; several share a database. If none is left, remove ${path}.lock.`,
  })
}
