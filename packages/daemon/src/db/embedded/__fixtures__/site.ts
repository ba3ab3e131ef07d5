import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { test } from 'vitest'
import { postmasterPid } from '../../../testing/postmaster.ts'
import { until } from '../../../testing/until.ts'
import { startUser, type UserProcess } from '../../../testing/user-process.ts'
import { dial, greetingOf, lastGeneration } from '../control.ts'
import { clientArguments, type EmbeddedDatabase, openEmbedded } from '../index.ts'

/** A directory for one embedded database, and those who use it. */
export interface Site {
  /** Holds nothing but `directory`. */
  readonly parent: string
  readonly directory: string
  /** Where the sockets are. */
  readonly run: string
  open(more?: { fresh?: boolean }): Promise<EmbeddedDatabase>
  /** The same in another process. */
  openElsewhere(more?: { temporary?: boolean }): Promise<UserProcess>
  postmasterPid(): Promise<number | null>
  supervisorPid(): Promise<number>
  serverGone(): Promise<void>
  /** Has `action` run at the end of the test. */
  atEnd(action: () => unknown): void
}

/** A test with a directory of its own, so that many can run at once. */
export const siteTest = test.extend<{ site: Site }>({
  // biome-ignore lint/correctness/noEmptyPattern: the fixture needs no other one, which is said by this pattern
  site: async ({}, use) => {
    const parent = await mkdtemp(join(tmpdir(), 'onesms-embedded-'))
    await chmod(parent, 0o755) // for root, the server runs under another account
    const leave: (() => unknown)[] = []
    await use(createSite(parent, leave))
    for (const action of leave) await action()
    await rm(parent, { recursive: true, force: true })
  },
})

function createSite(parent: string, leave: (() => unknown)[]): Site {
  const directory = join(parent, 'onesms')
  const run = join(directory, 'run')
  // Not durable, since that differs by the loss of power only, and durable is refused in the containers tests run in.
  const options = { directory, durable: false }
  const pid = () => postmasterPid(directory)
  return {
    parent,
    directory,
    run,
    open: async more => {
      const database = await openEmbedded({ ...options, ...more })
      leave.push(database.close)
      return database
    },
    openElsewhere: async more => {
      const user = await startUser({ ...options, ...more })
      leave.push(user.kill)
      return user
    },
    postmasterPid: pid,
    supervisorPid: async () => {
      const socket = await dial(run, await lastGeneration(run))
      const greeting = socket && (await greetingOf(socket))
      socket?.destroy()
      if (!greeting || !('supervisor' in greeting)) throw new Error('no supervisor')
      return greeting.supervisor
    },
    serverGone: async () => void (await until('the server stops', async () => !(await pid()))),
    atEnd: action => void leave.push(action),
  }
}

export async function query({ url }: EmbeddedDatabase, statement: string): Promise<unknown> {
  const sql = postgres(...clientArguments(url, { max: 1, onnotice: () => {} }))
  try {
    return [...(await sql.unsafe(statement))]
  } finally {
    await sql.end()
  }
}

export const CREATE = 'create table facts (fact text)'
export const INSERT = `insert into facts values ('kept')`
export const READ = 'select fact from facts'
export const KEPT = [{ fact: 'kept' }]
