import { open, readFile, stat } from 'node:fs/promises'
import { hostname } from 'node:os'

/** Without a sign of life for so long, a holder on another machine counts as gone. */
const PATIENCE = 15_000
/** Two readings of when a process started differ by less. */
const START_TOLERANCE = 10

/** Who made a lock. */
interface Holder {
  readonly pid: number
  readonly host: string
  /** When the process started, in milliseconds of the machine's own time: a number may be given out anew. */
  readonly start: number
  /** Of this one lock. */
  readonly token: string
}

/** Makes a lock with our name in it; `false` when there is one. */
export async function tryCreate(file: string, token: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600)
    await handle.writeFile(
      JSON.stringify({ pid: process.pid, host: hostname(), start: startOfProcess(), token } satisfies Holder),
    )
    await handle.close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** `null` when there is no lock, or it cannot be read. */
export async function holderOf(lock: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(lock, 'utf8')) as Holder
  } catch {
    return null
  }
}

/** Whether who made a lock has ended, as well as can be told from here. */
export async function isGone(lock: string, holder: Holder | null): Promise<boolean> {
  if (holder?.host !== hostname()) return !(await hasLife(lock))
  if (holder.pid !== process.pid) return !isRunning(holder.pid)
  // Our own number: a thread of ours, or another copy of this module, unless it was given out anew.
  return !(Math.abs(holder.start - startOfProcess()) < START_TOLERANCE)
}

/** The same in every thread, whatever the clock on the wall does. */
function startOfProcess(): number {
  return Math.round(Number(process.hrtime.bigint()) / 1e6 - process.uptime() * 1000)
}

export async function hasLife(lock: string): Promise<boolean> {
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
