import { readFile } from 'node:fs/promises'
import { EmbeddedDatabaseError } from './error.ts'

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
