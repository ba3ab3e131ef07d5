import { type ChildProcess, spawn } from 'node:child_process'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Account } from './account.ts'
import { type Binaries, unpackBinaries } from './binaries.ts'
import { initdbLine, postgresLine } from './command-lines.ts'
import { EmbeddedDatabaseError } from './error.ts'
import { assertReachable, cacheDirectory } from './folders.ts'
import { type Layout, PORT } from './layout.ts'
import { PLATFORM } from './platform.ts'
import type { SupervisorPlan } from './supervisor.ts'
import { SUPERVISOR_PROGRAM } from './supervisor-program.ts'

/** The server somebody wants to use, and how to start it should it not run. */
export interface ServerSpec {
  readonly directory: string
  /** Who runs it; `null` for our own account. */
  readonly account: Account | null
  readonly durable: boolean
  readonly fresh: boolean
  readonly temporary: boolean
}

/** How long a temporary server waits for the next user: longer than the gap between two test files. */
const LINGER_MS = 5000

/** Starts a supervisor that outlives us, and does not wait for it. */
export async function launch(spec: ServerSpec, layout: Layout, generation: number): Promise<ChildProcess> {
  const { account } = spec
  const binaries = await unpackBinaries(PLATFORM, cacheDirectory())
  if (account) {
    await assertReachable(layout.directory, account)
    await assertReachable(binaries.postgres, account)
  }
  if (!spec.fresh) await assertReadable(layout.cluster, binaries)

  const scratch = `${layout.cluster}.new`
  const plan: SupervisorPlan = {
    generation,
    directory: layout.directory,
    cluster: layout.cluster,
    scratch,
    run: layout.run,
    socket: join(layout.run, `.s.PGSQL.${PORT}`),
    initdb: initdbLine(binaries, scratch, spec.durable),
    postgres: postgresLine(binaries, layout, spec.durable),
    account,
    fresh: spec.fresh,
    lingerMs: spec.temporary ? LINGER_MS : null,
  }
  const log = await open(layout.log, 'a', 0o600)
  try {
    const child = spawn(process.execPath, ['-e', SUPERVISOR_PROGRAM, JSON.stringify(plan)], {
      detached: true,
      stdio: ['ignore', 'ignore', log.fd],
      cwd: '/',
      // Nothing of ours: PG* and NODE_* variables would change what the programs do, and our keys are not for them.
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    })
    child.once('error', () => {}) // Its exit code says it as well.
    child.unref()
    return child
  } finally {
    await log.close()
  }
}

/** A cluster can be served by the major version that made it, and by no other. */
async function assertReadable(cluster: string, { major }: Binaries): Promise<void> {
  const made = (await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => major)).trim()
  if (made === major) return
  throw new EmbeddedDatabaseError(
    `The database in ${cluster} was made by Postgres ${made}, and this is Postgres ${major}. ` +
      `Move the directory away to begin with an empty one, or serve it with Postgres ${made} and set DATABASE_URL.`,
  )
}
