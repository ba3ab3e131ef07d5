import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { EmbeddedOptions } from '../db/embedded/index.ts'

/** Another process that uses an embedded database. */
export interface UserProcess {
  readonly owner: boolean
  /** The rows, or `{ error }`. */
  query(statement: string): Promise<unknown>
  kill(): Promise<void>
  close(): Promise<void>
}

/** Starts a process that opens the database, and waits until it has. Throws what `openEmbedded` throws over there. */
export async function startUser(options: EmbeddedOptions): Promise<UserProcess> {
  const program = fileURLToPath(new URL('./embedded-user.ts', import.meta.url))
  const child = spawn(
    process.execPath,
    ['--conditions=@onesms/source', '--import', 'tsx', program, JSON.stringify(options)],
    { cwd: fileURLToPath(new URL('.', import.meta.url)), stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const exited = once(child, 'exit')
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const answer = async () => JSON.parse((await lines.next()).value ?? '{ "error": "the process has ended" }')

  const opened = await answer()
  if (opened.error) throw new Error(opened.error)
  return {
    owner: opened.owner,
    query: statement => {
      child.stdin.write(`${statement}\n`)
      return answer()
    },
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
    close: async () => {
      child.stdin.end()
      await exited
    },
  }
}
