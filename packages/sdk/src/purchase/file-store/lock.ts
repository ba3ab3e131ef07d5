import { rm, utimes } from 'node:fs/promises'
import { IntentStoreError } from '../../errors/purchase.ts'
import { hasLife, holderOf, isGone, tryCreate } from './holder.ts'

const SIGN_OF_LIFE = 5_000

/** The right to write a file, held by one process alone. */
export interface FileLock {
  /** @throws {@link IntentStoreError} when another has taken it over, since this one gave no sign of life for too long. */
  check(): Promise<void>
  release(): Promise<void>
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
  const token = crypto.randomUUID()
  try {
    if (!(await tryCreate(lock, token))) await takeOver(path, lock, token)
  } catch (error) {
    heldHere.delete(lock)
    throw error
  }
  const isOurs = async () => (await holderOf(lock))?.token === token
  const showLife = async () => {
    const now = new Date()
    if (await isOurs()) await utimes(lock, now, now).catch(() => {})
  }
  const heart = setInterval(showLife, SIGN_OF_LIFE)
  heart.unref()
  return {
    check: async () => {
      if (!(await isOurs())) throw inUse(path, 'another process, which has taken it over')
    },
    release: async () => {
      clearInterval(heart)
      if (await isOurs()) await rm(lock, { force: true })
      heldHere.delete(lock)
    },
  }
}

async function takeOver(path: string, lock: string, token: string): Promise<void> {
  // Of several that find the holder gone, one alone may remove its lock: never a new one.
  const guard = `${lock}.takeover`
  if (!(await tryCreate(guard, token))) {
    if (await hasLife(guard)) throw inUse(path, 'a process that is just starting')
    await rm(guard, { force: true })
    if (!(await tryCreate(guard, token))) throw inUse(path, 'a process that is just starting')
  }
  try {
    const holder = await holderOf(lock)
    if (!(await isGone(lock, holder))) {
      throw inUse(path, holder ? `process ${holder.pid} on ${holder.host}` : 'a process that is just starting')
    }
    await rm(lock, { force: true })
    if (!(await tryCreate(lock, token))) throw inUse(path, 'a process that is just starting')
  } finally {
    await rm(guard, { force: true })
  }
}

function inUse(path: string, by: string): IntentStoreError {
  return new IntentStoreError(`${path} is in use by ${by}`, {
    hint: `One process at a time keeps purchases in a file; several share a database. If none is left, remove ${path}.lock.`,
  })
}
