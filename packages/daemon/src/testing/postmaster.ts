import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Process id of the server that runs on an embedded directory, `null` when none does. */
export async function postmasterPid(directory: string): Promise<number | null> {
  // Postgres removes the file when it stops; after a crash it is stale.
  const file = await readFile(join(directory, 'cluster', 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number.parseInt(file, 10)
  return pid && isAlive(pid) ? pid : null
}

/** `SIGKILL` for a crash; `SIGINT` for a restart, since users start the server anew. Returns the process id. */
export async function signalPostmaster(directory: string, signal: NodeJS.Signals): Promise<number> {
  const pid = await postmasterPid(directory)
  if (!pid) throw new Error(`no server runs on ${directory}`)
  process.kill(pid, signal)
  return pid
}

/** What the server has written since its last start. */
export function readServerLog(directory: string): Promise<string> {
  return readFile(join(directory, 'server.log'), 'utf8')
}

/** Whether there is a process of that id. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
