import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A folder with content that is made once, for every process of this user. Whoever finds none makes it under another name
 * and renames it, so that a folder that is there is whole.
 */
export async function onceInCache(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(await cacheRoot(), name)
  if (await isFolder(folder)) return folder
  const draft = await mkdtemp(`${folder}.`)
  try {
    await make(draft)
    await rename(draft, folder)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    // Somebody else was faster: theirs is as good.
    if (!(await isFolder(folder))) throw error
  }
  return folder
}

/** The cache of this user; where they have no home they may write to, a folder under the temporary one that is theirs alone. */
async function cacheRoot(): Promise<string> {
  const own = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'onesms')
  const shared = join(tmpdir(), `onesms-cache-${process.getuid?.() ?? 'user'}`)
  for (const root of [own, shared]) {
    const made = await mkdir(root, { recursive: true, mode: 0o700 }).catch(() => null)
    if (made !== null && (await isOurs(root))) return root
  }
  throw new Error(`no folder to unpack a browser into: tried ${own} and ${shared}`)
}

async function isOurs(folder: string): Promise<boolean> {
  const { uid, mode } = await stat(folder)
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0)
}

const isFolder = (path: string) =>
  stat(path).then(
    found => found.isDirectory(),
    () => false,
  )
