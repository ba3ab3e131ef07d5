import { readFile, stat } from 'node:fs/promises'
import { EmbeddedDatabaseError } from './error.ts'
import { pathTo } from './folders.ts'

/** A user of this machine. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** Who may run the server in root's place, the best first; `_postgres` is macOS's name for it. */
const CANDIDATES = ['postgres', '_postgres', 'nobody']

/** The account the server runs under, `null` for our own. Postgres refuses uid 0, so root needs another one. */
export async function serverAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null
  const account = findAccount(await readFile('/etc/passwd', 'utf8'))
  if (account) return account
  throw new EmbeddedDatabaseError(
    'Postgres refuses to run as root, and there is neither a user postgres nor a user nobody. Start as another user.',
  )
}

/** The best candidate in a text in the format of `/etc/passwd`. */
export function findAccount(passwd: string): Account | undefined {
  const accounts = passwd.split('\n').map(line => {
    const [name = '', , uid = '', gid = ''] = line.split(':')
    return { name, uid: Number(uid), gid: Number(gid) }
  })
  for (const name of CANDIDATES) {
    // macOS has nobody at -2, which cannot own a file.
    const account = accounts.find(one => one.name === name && one.uid > 0 && one.gid > 0)
    if (account) return account
  }
  return undefined
}

/** Throws when a folder on the way to `path`, or `path` itself, is closed to the account. */
export async function assertReachable(path: string, account: Account): Promise<void> {
  for (const folder of pathTo(path)) {
    const { mode, uid } = await stat(folder)
    if (mode & (uid === account.uid ? 0o100 : 0o001)) continue
    throw new EmbeddedDatabaseError(
      `Postgres refuses to run as root, so it runs as ${account.name}, who cannot enter ${folder}. ` +
        'Choose a place open to all, for example by XDG_DATA_HOME=/var/lib and XDG_CACHE_HOME=/var/cache, ' +
        'or start as another user.',
    )
  }
}
