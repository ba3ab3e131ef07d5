import { chmod, chown, lstat, mkdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import type { Account } from './account.ts'
import { EmbeddedDatabaseError } from './error.ts'

/**
 * Where a user's databases live: `$XDG_DATA_HOME/onesms/<name>`, else `~/.local/share/onesms/<name>`
 * (macOS: `~/Library/Application Support/onesms/<name>`).
 *
 * For root it is a folder of the system, `/var/lib/onesms/<name>`: the server then runs under another account, which
 * cannot enter root's home.
 */
export function defaultDirectory(name: 'onesms' | 'demo'): string {
  const macOs = process.platform === 'darwin'
  const system = macOs ? '/Library/Application Support' : '/var/lib'
  const home = join(homedir(), macOs ? 'Library/Application Support' : '.local/share')
  return join(choose('XDG_DATA_HOME', system, home), 'onesms', name)
}

/** Where the server's programs are unpacked: `$XDG_CACHE_HOME/onesms`, else `~/.cache/onesms` and its likes. */
export function cacheDirectory(): string {
  const macOs = process.platform === 'darwin'
  const system = macOs ? '/Library/Caches' : '/var/cache'
  const home = join(homedir(), macOs ? 'Library/Caches' : '.cache')
  return join(choose('XDG_CACHE_HOME', system, home), 'onesms')
}

function choose(variable: string, system: string, home: string): string {
  const named = process.env[variable]
  // The XDG specification has relative paths ignored.
  if (named && isAbsolute(named)) return named
  return process.getuid?.() === 0 ? system : home
}

/** Creates the folder, or makes sure that the one already there is ours alone; then hands it to `owner`, if any. */
export async function claimFolder(path: string, mode: number, owner: Account | null = null): Promise<void> {
  await mkdir(path, { recursive: true, mode })
  const found = await lstat(path)
  const ours = found.uid === process.getuid?.() || found.uid === owner?.uid
  if (!found.isDirectory() || !ours) {
    // In a shared place such as /tmp somebody else may have been first, with a folder or with a link to one of ours.
    throw new EmbeddedDatabaseError(`${path} is not a folder of this user. Remove it, or choose another directory.`)
  }
  await chmod(path, mode)
  if (owner) await chown(path, owner.uid, owner.gid)
}

/** Every folder on the way to `path`, the root first, `path` last. */
export function pathTo(path: string): string[] {
  const parent = dirname(path)
  return parent === path ? [path] : [...pathTo(parent), path]
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
