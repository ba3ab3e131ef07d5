import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

/** Runs a program of this folder from its source. It finds its plan in the first argument, as JSON. */
export function startProgram(file: string, plan: unknown): ChildProcessByStdio<null, Readable, null> {
  const folder = new URL('.', import.meta.url)
  return spawn(
    process.execPath,
    ['--conditions=@onesms/source', '--import', 'tsx', fileURLToPath(new URL(file, folder)), JSON.stringify(plan)],
    { cwd: fileURLToPath(folder), stdio: ['ignore', 'pipe', 'inherit'] },
  )
}
