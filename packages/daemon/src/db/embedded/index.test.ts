import { spawn } from 'node:child_process'
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect } from 'vitest'
import { isAlive } from '../../testing/postmaster.ts'
import { until } from '../../testing/until.ts'
import { CREATE, INSERT, siteTest as it, KEPT, query, READ } from './__fixtures__/site.ts'
import { serverAccount } from './account.ts'
import { openEmbedded } from './index.ts'

describe('openEmbedded', () => {
  it('makes a database that no network reaches, under an account that is not root', async ({
    site: { directory, run, open },
  }) => {
    const database = await open()
    expect(database.owner).toBe(true)
    const settings = `select current_user as role, current_database() as database, current_setting('listen_addresses') as network,
      current_setting('server_encoding') as encoding, current_setting('TimeZone') as zone, current_setting('fsync') as fsync`
    expect(await query(database, settings)).toEqual([
      { role: 'onesms', database: 'onesms', network: '', encoding: 'UTF8', zone: 'UTC', fsync: 'off' },
    ])
    const account = await serverAccount()
    const cluster = await stat(join(directory, 'cluster'))
    expect(cluster.uid).toBe(account?.uid ?? process.getuid?.())
    expect(cluster.uid).not.toBe(0)
    expect((await stat(run)).mode & 0o777).toBe(0o700)
  })

  it('stops with its last user, and finds the data again', async ({ site: { open, postmasterPid } }) => {
    const first = await open()
    const second = await open()
    expect(second.owner).toBe(false)
    await query(second, `${CREATE}; ${INSERT}`)
    await first.close()
    expect(await query(second, READ)).toEqual(KEPT)
    await second.close()
    expect(await postmasterPid()).toBeNull()
    expect(await query(await open(), READ)).toEqual(KEPT)
  })

  it('starts although another process has the id in a stale postmaster.pid', async ({
    site: { directory, open, atEnd },
  }) => {
    await (await open()).close()
    const { uid, gid } = (await serverAccount()) ?? {}
    const stranger = spawn('sleep', ['60'], uid && gid ? { uid, gid } : {})
    atEnd(() => stranger.kill())
    const cluster = join(directory, 'cluster')
    await writeFile(join(cluster, 'postmaster.pid'), `${stranger.pid}\n${cluster}\n1700000000\n5432\n\n\n\nready\n`)
    expect(await query(await open(), 'select 1 as one')).toEqual([{ one: 1 }])
    expect(stranger.signalCode).toBeNull()
  })

  it('refuses the data of another major version, and leaves it alone', async ({ site: { directory, open } }) => {
    await (await open()).close()
    const version = join(directory, 'cluster', 'PG_VERSION')
    await writeFile(version, '17\n')
    await expect(open()).rejects.toThrow(
      `The database in ${join(directory, 'cluster')} was made by Postgres 17, and this is Postgres 18.`,
    )
    expect(await readFile(version, 'utf8')).toBe('17\n')
  })

  it('begins afresh when asked to, unless others use the data', async ({
    site: { directory, open, openElsewhere },
  }) => {
    const user = await openElsewhere()
    await user.query(CREATE)
    await expect(open({ fresh: true })).rejects.toThrow(`${directory} is in use by another process.`)
    expect(await user.query(READ)).toEqual([])
    await user.close()
    const database = await open({ fresh: true })
    expect(await query(database, `select to_regclass('facts') as facts`)).toEqual([{ facts: null }])
  })

  it('serves a directory whose path is long, with commas, quotes and spaces', async ({ site: { parent, atEnd } }) => {
    for (const name of [`a "directory", ${'far '.repeat(20)}away`, 'a "b", c']) {
      const database = await openEmbedded({ directory: join(parent, name), durable: false })
      const sockets = new URL(database.url).searchParams.get('host') ?? ''
      atEnd(database.close)
      atEnd(() => rm(sockets, { recursive: true }))
      expect(dirname(dirname(sockets)) === parent).toBe(name.length < 20)
      expect(await query(database, 'select 1 as one')).toEqual([{ one: 1 }])
    }
  })

  // These two wait for five seconds each, so together.
  it.concurrent('says what the server has logged when it does not start', async ({ site: { directory, open } }) => {
    await (await open()).close()
    await writeFile(join(directory, 'cluster', 'postgresql.auto.conf'), `shared_buffers = 'many'\n`)
    await expect(open()).rejects.toThrow(/Postgres does not start.*server\.log.*shared_buffers/s)
    await writeFile(join(directory, 'cluster', 'postgresql.auto.conf'), '')
    expect(await query(await open(), 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it.concurrent('removes a temporary directory after its users, also when they were killed', async ({
    site: { parent, openElsewhere, postmasterPid },
  }) => {
    const user = await openElsewhere({ temporary: true })
    const pid = await until('a server', () => postmasterPid())
    await user.kill()
    await until('the directory goes', async () => (await readdir(parent)).length === 0)
    expect(isAlive(pid)).toBe(false)
  })
})
