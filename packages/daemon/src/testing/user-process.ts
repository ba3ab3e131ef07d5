import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { EmbeddedOptions } from '../db/embedded/index.ts'
import { startProgram } from './start-program.ts'

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
  const child = startProgram('embedded-user', options)
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
