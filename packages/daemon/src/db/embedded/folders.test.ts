import { mkdir, mkdtemp, rm, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { cacheDirectory, claimFolder, defaultDirectory, pathTo } from './folders.ts'

let parent: string

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'onesms-folders-'))
})

afterEach(async () => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  await rm(parent, { recursive: true })
})

describe('defaultDirectory and cacheDirectory', () => {
  it('obey the XDG variables, unless they are relative', () => {
    vi.stubEnv('XDG_DATA_HOME', '/data')
    vi.stubEnv('XDG_CACHE_HOME', '/cache')
    expect([defaultDirectory('demo'), cacheDirectory()]).toEqual(['/data/onesms/demo', '/cache/onesms'])
    vi.stubEnv('XDG_DATA_HOME', 'data')
    expect(defaultDirectory('onesms')).not.toContain('data')
  })

  it('lie in the home of a user, and outside that of root', () => {
    vi.stubEnv('XDG_DATA_HOME', '')
    vi.stubEnv('HOME', '/home/me')
    const getuid = vi.spyOn(process, 'getuid').mockReturnValue(1000)
    expect(defaultDirectory('onesms')).toMatch(/^\/home\/me\/.+\/onesms\/onesms$/)
    getuid.mockReturnValue(0)
    expect(defaultDirectory('onesms')).not.toContain('/home/me')
  })
})

describe('claimFolder', () => {
  it('creates what is missing, and closes what was open', async () => {
    const folder = join(parent, 'one', 'two')
    await mkdir(folder, { recursive: true, mode: 0o777 })
    await claimFolder(folder, 0o700)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    await claimFolder(join(folder, 'three', 'four'), 0o711)
    expect((await stat(join(folder, 'three', 'four'))).mode & 0o777).toBe(0o711)
  })

  it('takes no link for a folder, and no folder of another user', async () => {
    const link = join(parent, 'link')
    await symlink(tmpdir(), link)
    await expect(claimFolder(link, 0o700)).rejects.toThrow(`${link} is not a folder of this user.`)
    vi.spyOn(process, 'getuid').mockReturnValue(4_000_000)
    await expect(claimFolder(parent, 0o700)).rejects.toThrow('is not a folder of this user.')
  })
})

describe('pathTo', () => {
  it('starts at the root', () => {
    expect(pathTo('/var/lib/onesms')).toEqual(['/', '/var', '/var/lib', '/var/lib/onesms'])
  })
})
