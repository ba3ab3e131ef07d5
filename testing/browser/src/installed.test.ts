import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findInstalled } from './installed.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onesms-installed-'))
  for (const name of ['google-chrome', 'chromium', 'mine', 'plain']) await writeFile(join(folder, name), '')
  for (const name of ['google-chrome', 'chromium', 'mine']) await chmod(join(folder, name), 0o755)
})
afterEach(() => rm(folder, { recursive: true }))

it('CHROME_PATH comes first, then what is installed', async () => {
  expect(await findInstalled({ CHROME_PATH: join(folder, 'mine'), PATH: folder })).toBe(join(folder, 'mine'))
  expect(await findInstalled({ PATH: `/nowhere:${folder}` })).toBe(join(folder, 'chromium'))
})

it('a CHROME_PATH that cannot be run is a mistake, and nothing else is taken instead', async () => {
  await expect(findInstalled({ CHROME_PATH: join(folder, 'plain'), PATH: folder })).rejects.toThrow('CHROME_PATH')
})
