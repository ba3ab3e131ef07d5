import { spawn } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isAlive, postmasterPid, readServerLog, signalPostmaster } from '../../testing/postmaster.ts'
import { until } from '../../testing/until.ts'
import { startUser, type UserProcess } from '../../testing/user-process.ts'
import { serverAccount } from './account.ts'
import { dial, greetingOf, lastGeneration } from './control.ts'
import { clientArguments, type EmbeddedDatabase, openEmbedded } from './index.ts'

let parent: string
let directory: string
let leave: (() => Promise<void>)[]

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'onesms-embedded-'))
  await chmod(parent, 0o755)
  directory = join(parent, 'onesms')
  leave = []
})

afterEach(async () => {
  for (const one of leave) await one()
  await rm(parent, { recursive: true, force: true })
})

/** Not durable, since that differs by the loss of power only, and durable is refused in the containers tests run in. */
const options = () => ({ directory, durable: false })

async function open(more: { fresh?: boolean } = {}): Promise<EmbeddedDatabase> {
  const database = await openEmbedded({ ...options(), ...more })
  leave.push(database.close)
  return database
}

async function openElsewhere(): Promise<UserProcess> {
  const user = await startUser(options())
  leave.push(user.kill)
  return user
}

async function query({ url }: EmbeddedDatabase, statement: string): Promise<unknown> {
  const sql = postgres(...clientArguments(url, { max: 1, onnotice: () => {} }))
  try {
    return [...(await sql.unsafe(statement))]
  } finally {
    await sql.end()
  }
}

const serverGone = () => until('the server stops', async () => !(await postmasterPid(directory)))

const run = () => join(directory, 'run')

async function supervisorPid(): Promise<number> {
  const socket = await dial(run(), await lastGeneration(run()))
  const greeting = socket && (await greetingOf(socket))
  socket?.destroy()
  if (!greeting || !('supervisor' in greeting)) throw new Error('no supervisor')
  return greeting.supervisor
}

const CREATE = 'create table facts (fact text)'
const INSERT = `insert into facts values ('kept')`
const READ = 'select fact from facts'
const KEPT = [{ fact: 'kept' }]

describe('openEmbedded', () => {
  it('makes a database that no network reaches, under an account that is not root', async () => {
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
    expect((await stat(run())).mode & 0o777).toBe(0o700)
  })

  it('stops with its last user, and finds the data again', async () => {
    const first = await open()
    const second = await open()
    expect(second.owner).toBe(false)
    await query(second, `${CREATE}; ${INSERT}`)
    await first.close()
    expect(await query(second, READ)).toEqual(KEPT)
    await second.close()
    expect(await postmasterPid(directory)).toBeNull()
    expect(await query(await open(), READ)).toEqual(KEPT)
  })

  it('a killed sole user leaves no process behind, and its data stays', async () => {
    const user = await openElsewhere()
    expect(user.owner).toBe(true)
    await user.query(`${CREATE}; ${INSERT}`)
    await user.kill()
    await serverGone()
    await until('the supervisor ends', async () => !(await dial(run(), await lastGeneration(run()))))
    expect(await query(await open(), READ)).toEqual(KEPT)
  })

  it('a joined process goes on when the owner is killed', async () => {
    const owner = await openElsewhere()
    const joiner = await openElsewhere()
    expect([owner.owner, joiner.owner]).toEqual([true, false])
    await joiner.query(`${CREATE}; ${INSERT}`)
    const pid = await postmasterPid(directory)
    await owner.kill()
    expect(await joiner.query(READ)).toEqual(KEPT)
    expect(await postmasterPid(directory)).toBe(pid)
    await joiner.close()
    expect(await postmasterPid(directory)).toBeNull()
  })

  it('five processes at once get one server, at the first start and after a crash of everything', async () => {
    for (const _ of ['first start', 'after a crash']) {
      const users = await Promise.all(Array.from({ length: 5 }, openElsewhere))
      expect(users.filter(user => user.owner)).toHaveLength(1)
      const starts = await Promise.all(users.map(user => user.query('select pg_postmaster_start_time()')))
      expect(new Set(starts.map(start => JSON.stringify(start))).size).toBe(1)
      process.kill(await supervisorPid(), 'SIGKILL')
      await signalPostmaster(directory, 'SIGKILL')
      await Promise.all(users.map(user => user.kill()))
    }
    await (await open()).close() // Which also clears away what the crash has left in shared memory.
  })

  it.each(['SIGKILL', 'SIGINT'] as const)('users go on after a server ended by %s', async signal => {
    const users = [await openElsewhere(), await openElsewhere()]
    await users[0]?.query(`${CREATE}; ${INSERT}`)
    const old = await signalPostmaster(directory, signal)
    for (const user of users) await until('an answer', async () => Array.isArray(await user.query(READ)))
    const recovered = /not properly shut down/.test(await readServerLog(directory))
    expect(recovered).toBe(signal === 'SIGKILL')
    expect(await postmasterPid(directory)).not.toBe(old)
    await Promise.all(users.map(user => user.close()))
    await serverGone()
  })

  it('a killed supervisor is replaced, and what it left running is stopped', async () => {
    const user = await openElsewhere()
    await user.query(`${CREATE}; ${INSERT}`)
    const [server, supervisor] = [await postmasterPid(directory), await supervisorPid()]
    process.kill(supervisor, 'SIGKILL')
    const next = await until('another server', async () => {
      const pid = await postmasterPid(directory)
      return pid !== server && pid
    })
    await until('an answer', async () => Array.isArray(await user.query(READ)))
    await user.close()
    expect(isAlive(next)).toBe(false)
  })

  it('recovers after everything was killed at once, again and again', async () => {
    for (let round = 1; round <= 3; round++) {
      const user = await openElsewhere()
      if (round === 1) await user.query(CREATE)
      await user.query(INSERT)
      process.kill(await supervisorPid(), 'SIGKILL')
      await signalPostmaster(directory, 'SIGKILL')
      await user.kill()
      const database = await open()
      expect(await query(database, 'select count(*)::int from facts')).toEqual([{ count: round }])
      await database.close()
    }
    expect(await readdir(run())).toHaveLength(1)
  })

  it('starts although another process has the id in a stale postmaster.pid', async () => {
    await (await open()).close()
    const { uid, gid } = (await serverAccount()) ?? {}
    const stranger = spawn('sleep', ['60'], uid && gid ? { uid, gid } : {})
    leave.push(async () => void stranger.kill())
    const cluster = join(directory, 'cluster')
    await writeFile(join(cluster, 'postmaster.pid'), `${stranger.pid}\n${cluster}\n1700000000\n5432\n\n\n\nready\n`)
    expect(await query(await open(), 'select 1 as one')).toEqual([{ one: 1 }])
    expect(stranger.signalCode).toBeNull()
  })

  it('refuses the data of another major version, and leaves it alone', async () => {
    await (await open()).close()
    const version = join(directory, 'cluster', 'PG_VERSION')
    await writeFile(version, '17\n')
    await expect(open()).rejects.toThrow(
      `The database in ${join(directory, 'cluster')} was made by Postgres 17, and this is Postgres 18.`,
    )
    expect(await readFile(version, 'utf8')).toBe('17\n')
  })

  it('begins afresh when asked to, unless others use the data', async () => {
    const user = await openElsewhere()
    await user.query(CREATE)
    await expect(open({ fresh: true })).rejects.toThrow(`${directory} is in use by another process.`)
    expect(await user.query(READ)).toEqual([])
    await user.close()
    const database = await open({ fresh: true })
    expect(await query(database, `select to_regclass('facts') as facts`)).toEqual([{ facts: null }])
  })

  it('a fresh database is not cleared again when its server restarts', async () => {
    const database = await open({ fresh: true })
    await query(database, `${CREATE}; ${INSERT}`)
    await signalPostmaster(directory, 'SIGKILL')
    expect(await until('an answer', () => query(database, READ).catch(() => null))).toEqual(KEPT)
  })

  it('says what the server has logged when it does not start', async () => {
    await (await open()).close()
    await writeFile(join(directory, 'cluster', 'postgresql.auto.conf'), `shared_buffers = 'many'\n`)
    await expect(open()).rejects.toThrow(/Postgres does not start.*server\.log.*shared_buffers/s)
    await writeFile(join(directory, 'cluster', 'postgresql.auto.conf'), '')
    expect(await query(await open(), 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('serves a directory whose path is long, with commas, quotes and spaces', async () => {
    for (const name of [`a "directory", ${'far '.repeat(20)}away`, 'a "b", c']) {
      const database = await openEmbedded({ directory: join(parent, name), durable: false })
      const sockets = new URL(database.url).searchParams.get('host') ?? ''
      leave.push(database.close, () => rm(sockets, { recursive: true }))
      expect(dirname(dirname(sockets)) === parent).toBe(name.length < 20)
      expect(await query(database, 'select 1 as one')).toEqual([{ one: 1 }])
    }
  })

  it('removes a temporary directory after its users, also when they were killed', async () => {
    const user = await startUser({ directory, durable: false, temporary: true })
    const pid = await until('a server', () => postmasterPid(directory))
    await user.kill()
    await until('the directory goes', async () => (await readdir(parent)).length === 0)
    expect(isAlive(pid)).toBe(false)
  })
})
