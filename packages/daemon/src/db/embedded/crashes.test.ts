import { readdir } from 'node:fs/promises'
import { describe, expect } from 'vitest'
import { isAlive, readServerLog, signalPostmaster } from '../../testing/postmaster.ts'
import { until } from '../../testing/until.ts'
import { CREATE, INSERT, siteTest as it, KEPT, query, READ } from './__fixtures__/site.ts'
import { dial, lastGeneration } from './control.ts'

describe('an embedded database and the end of processes', () => {
  it('a killed sole user leaves no process behind, and its data stays', async ({
    site: { run, open, openElsewhere, serverGone },
  }) => {
    const user = await openElsewhere()
    expect(user.owner).toBe(true)
    await user.query(`${CREATE}; ${INSERT}`)
    await user.kill()
    await serverGone()
    await until('the supervisor ends', async () => !(await dial(run, await lastGeneration(run))))
    expect(await query(await open(), READ)).toEqual(KEPT)
  })

  it('a joined process goes on when the owner is killed', async ({ site: { openElsewhere, postmasterPid } }) => {
    const owner = await openElsewhere()
    const joiner = await openElsewhere()
    expect([owner.owner, joiner.owner]).toEqual([true, false])
    await joiner.query(`${CREATE}; ${INSERT}`)
    const pid = await postmasterPid()
    await owner.kill()
    expect(await joiner.query(READ)).toEqual(KEPT)
    expect(await postmasterPid()).toBe(pid)
    await joiner.close()
    expect(await postmasterPid()).toBeNull()
  })

  it('five processes at once get one server, at the first start and after a crash of everything', async ({
    site: { directory, open, openElsewhere, supervisorPid },
  }) => {
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

  it.for(['SIGKILL', 'SIGINT'] as const)(
    'users go on after a server ended by %s',
    async (signal, { site: { directory, openElsewhere, postmasterPid, serverGone } }) => {
      const users = [await openElsewhere(), await openElsewhere()]
      await users[0]?.query(`${CREATE}; ${INSERT}`)
      const old = await signalPostmaster(directory, signal)
      for (const user of users) await until('an answer', async () => Array.isArray(await user.query(READ)))
      const recovered = /not properly shut down/.test(await readServerLog(directory))
      expect(recovered).toBe(signal === 'SIGKILL')
      expect(await postmasterPid()).not.toBe(old)
      await Promise.all(users.map(user => user.close()))
      await serverGone()
    },
  )

  it('a killed supervisor is replaced, and what it left running is stopped', async ({
    site: { openElsewhere, postmasterPid, supervisorPid },
  }) => {
    const user = await openElsewhere()
    await user.query(`${CREATE}; ${INSERT}`)
    const [server, supervisor] = [await postmasterPid(), await supervisorPid()]
    process.kill(supervisor, 'SIGKILL')
    const next = await until('another server', async () => {
      const pid = await postmasterPid()
      return pid !== server && pid
    })
    await until('an answer', async () => Array.isArray(await user.query(READ)))
    await user.close()
    expect(isAlive(next)).toBe(false)
  })

  it('recovers after everything was killed at once, again and again', async ({
    site: { directory, run, open, openElsewhere, supervisorPid },
  }) => {
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
    expect(await readdir(run)).toHaveLength(1)
  })

  it('a fresh database is not cleared again when its server restarts', async ({ site: { directory, open } }) => {
    const database = await open({ fresh: true })
    await query(database, `${CREATE}; ${INSERT}`)
    await signalPostmaster(directory, 'SIGKILL')
    expect(await until('an answer', () => query(database, READ).catch(() => null))).toEqual(KEPT)
  })
})
