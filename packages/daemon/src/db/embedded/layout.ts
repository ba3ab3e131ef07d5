import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Account } from './account.ts'
import { EmbeddedDatabaseError } from './error.ts'
import { claimFolder } from './folders.ts'

/** Names the server's socket, `.s.PGSQL.5432`; nothing listens on the network. */
export const PORT = 5432

/** Longest path of a Unix socket in bytes: macOS has 104 with the closing zero, Linux 108. */
const SOCKET_PATH_LIMIT = 103

/** Room for `/.s.PGSQL.5432` and for `/control.<n>`. */
const SOCKET_NAME_ROOM = 20

/** The files of one embedded database. */
export interface Layout {
  readonly directory: string
  /** What Postgres calls a database cluster: all its data. */
  readonly cluster: string
  /** The sockets: Postgres's own, and the supervisors' `control.<n>`. */
  readonly run: string
  /** Output of the server since its last start. */
  readonly log: string
}

/** Creates what is missing of the folders, and makes sure that all are closed to others. */
export async function claimLayout(directory: string, account: Account | null): Promise<Layout> {
  // Another account needs a way through the directory, and a folder of its own for the sockets.
  await claimFolder(directory, account ? 0o711 : 0o700)
  const layout = layoutOf(await realpath(directory))
  await claimFolder(layout.run, 0o700, account)
  return layout
}

/** Sockets move to the system's folder for temporary files when the directory's own path leaves them no room. */
export function layoutOf(directory: string, temporary = tmpdir()): Layout {
  const digest = createHash('sha256').update(directory).digest('hex').slice(0, 16)
  const run = [join(directory, 'run'), join(temporary, `onesms-${digest}`)].find(fitsSockets)
  if (!run) {
    throw new EmbeddedDatabaseError(
      `Neither ${directory} nor ${temporary} leaves room for a socket, whose path may have ${SOCKET_PATH_LIMIT} bytes. ` +
        'Choose a shorter directory, or set TMPDIR to one.',
    )
  }
  return { directory, cluster: join(directory, 'cluster'), run, log: join(directory, 'server.log') }
}

function fitsSockets(folder: string): boolean {
  return Buffer.byteLength(folder) + SOCKET_NAME_ROOM <= SOCKET_PATH_LIMIT
}
