import { execFile } from 'node:child_process'
import { mkdtemp, rm, rmdir, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A file system of its own, that can be full. */
export interface SmallDisk {
  readonly path: string
  /** Takes up all of it but `free` bytes. */
  fill(free: number): Promise<void>
  /** Gives back what {@link fill} took. */
  clear(): Promise<void>
  unmount(): Promise<void>
}

/** Mounts one in memory; `null` where that is not permitted: it takes root on Linux, and in a container the capability as well. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk | null> {
  const path = await mkdtemp(join(tmpdir(), 'onesms-disk-'))
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'onesms-test', path])
  } catch {
    await rmdir(path)
    return null
  }
  const ballast = join(path, 'ballast')
  const clear = () => rm(ballast, { force: true })
  return {
    path,
    fill: async free => {
      await clear()
      const { bavail, bsize } = await statfs(path)
      await writeFile(ballast, Buffer.alloc(Math.max(0, bavail * bsize - free)))
    },
    clear,
    unmount: async () => {
      await run('umount', ['--lazy', path])
      await rmdir(path)
    },
  }
}
