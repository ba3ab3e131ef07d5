import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { onceInCache } from './cache-folder.ts'

describe('a folder in the cache', () => {
  let home: string
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'onesms-cache-test-'))
    vi.stubEnv('XDG_CACHE_HOME', home)
  })
  afterEach(async () => {
    vi.unstubAllEnvs()
    await rm(home, { recursive: true })
  })
  const files = async (folder: string) => (await readdir(folder)).sort()

  it('is whole for everybody when many make it at once, and is not made again', async () => {
    const made: string[] = []
    const make = async (folder: string) => {
      made.push(folder)
      await writeFile(join(folder, 'first'), '1')
      await new Promise(resolve => setImmediate(resolve))
      await writeFile(join(folder, 'second'), '2')
    }
    const folders = await Promise.all(Array.from({ length: 5 }, () => onceInCache('thing-1', make)))
    expect(new Set(folders)).toEqual(new Set([join(home, 'onesms/thing-1')]))
    for (const folder of folders) expect(await files(folder)).toEqual(['first', 'second'])
    expect(await files(join(home, 'onesms'))).toEqual(['thing-1'])
    const before = made.length
    await onceInCache('thing-1', make)
    expect(made.length).toBe(before)
  })

  it('leaves nothing behind when it cannot be made, and is made by the next who asks', async () => {
    const broken = async (folder: string) => {
      await writeFile(join(folder, 'half'), '')
      throw new Error('disk full')
    }
    await expect(onceInCache('thing-1', broken)).rejects.toThrow('disk full')
    expect(await files(join(home, 'onesms'))).toEqual([])
    const folder = await onceInCache('thing-1', folder => writeFile(join(folder, 'whole'), 'yes'))
    expect(await readFile(join(folder, 'whole'), 'utf8')).toBe('yes')
  })

  it('is under the temporary folder where the home cannot be written to', async () => {
    await writeFile(join(home, 'file'), '')
    vi.stubEnv('XDG_CACHE_HOME', join(home, 'file'))
    vi.stubEnv('TMPDIR', home)
    const folder = await onceInCache('thing-1', folder => writeFile(join(folder, 'whole'), 'yes'))
    expect(folder).toMatch(new RegExp(`^${home}/onesms-cache-`))
  })
})
