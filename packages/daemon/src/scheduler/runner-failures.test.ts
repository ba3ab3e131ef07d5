import { AuthenticationError } from '@onesms/sdk'
import { describe, expect, it } from 'vitest'
import { acquireLease } from '../db/store/leases.ts'
import { batchOf, small } from '../jobs/__fixtures__/made-provider.ts'
import { createGate } from './__fixtures__/gate.ts'
import { manual, published, SCHEDULE, scheduled, told, useRunners } from './__fixtures__/runners.ts'
import { nextTick } from './cron.ts'

const runners = useRunners()
const { runnerOn, plan, schedule, log, offers } = runners

describe('a run that does not end well', () => {
  it('writes down why, leaves the catalog alone, and is tried again after 30 s, then 60 s', async () => {
    await runnerOn().run(manual())
    const error = new AuthenticationError('made-up refused the key', { hint: 'Check it.' })
    const provider = told(() => Promise.reject(error))
    for (const [inARow, wait] of [
      [1, 30],
      [2, 60],
    ] as const) {
      await plan('-1 second')
      const result = await runnerOn().run(scheduled({ provider }))
      expect(result).toMatchObject({ status: 'failed', reason: 'authentication: made-up refused the key. Check it.' })
      const { now, dueAt, failures: counted } = await schedule()
      expect(counted).toBe(inARow)
      expect(((dueAt ?? 0) - now) / 1000).toBeGreaterThan(wait - 5)
      expect(((dueAt ?? 0) - now) / 1000).toBeLessThanOrEqual(wait)
    }
    expect(runners.failures).toEqual([error, error])
    expect(await offers()).toEqual(published)
    expect((await log()).at(-1)).toMatchObject({ status: 'failed', reason: expect.stringContaining('refused the key') })
  })

  it('counts a refused catalog as not done, and an incomplete one as done', async () => {
    const empty = await runnerOn().run(manual({ provider: told(undefined, () => ({ ...small, batches: [] })) }))
    expect(empty).toMatchObject({ status: 'rejected', reason: 'empty: the catalog has no offers', rowsWritten: 0 })
    expect((await schedule()).failures).toBe(1)

    const half = { ...small, batches: [batchOf('16', [['tg', '1', 1]])], report: { missing: ['43'], partial: true } }
    const partial = await runnerOn().run(manual({ provider: told(undefined, () => half) }))
    expect(partial).toMatchObject({ status: 'partial', rowsWritten: 1 })
    const { now, dueAt, failures: inARow } = await schedule()
    expect(inARow).toBe(0)
    expect(dueAt).toBe(nextTick(SCHEDULE.services, now))
  })

  it('D39 aborted: gives the lease back, says so, and is due as before', async () => {
    await plan('-1 second')
    const planned = (await schedule()).dueAt
    const gate = createGate()
    const stopping = new AbortController()
    const run = runnerOn().run(scheduled({ provider: told(gate.pass), signal: stopping.signal }))
    await gate.arrived
    stopping.abort(new Error('stopping'))
    expect(await run).toMatchObject({ status: 'aborted', reason: 'stopping' })
    expect(await log()).toMatchObject([{ status: 'aborted' }])
    expect(await schedule()).toMatchObject({ dueAt: planned, failures: 0 })
    expect(runners.failures).toEqual([])
    expect(await runnerOn(runners.database, 'b').run(scheduled())).toMatchObject({ status: 'succeeded' })
  })

  it('does not begin when it was aborted while it waited for its turn', async () => {
    const gate = createGate()
    const stopping = new AbortController()
    const runner = runnerOn()
    const first = runner.run(manual({ provider: told(gate.pass) }))
    const second = runner.run(manual({ job: 'countries', signal: stopping.signal }))
    stopping.abort(new Error('stopping'))
    gate.open()
    await expect(second).rejects.toThrow('stopping')
    expect(await first).toMatchObject({ status: 'succeeded' })
    expect(await log()).toHaveLength(1)
  })

  it('takes at most ten minutes', async () => {
    const gate = createGate()
    const run = runnerOn().run(manual({ provider: told(gate.pass) }))
    await gate.arrived
    await runners.clock.advance(10 * 60_000)
    expect(await run).toMatchObject({ status: 'failed', reason: 'it took longer than 10 minutes' })
    expect(await offers()).toEqual([])
    expect((await schedule()).failures).toBe(1)
    expect(runners.clock.sleeping).toBe(0)
  })

  it('is given up after ten minutes also when the provider does not listen, and what that says later is ignored', async () => {
    const gate = createGate()
    const runner = runnerOn()
    const deaf = told(() => gate.pass(undefined))
    const run = runner.run(manual({ provider: deaf }))
    await gate.arrived
    await runners.clock.advance(10 * 60_000)
    expect(await run).toMatchObject({ status: 'failed', reason: 'it took longer than 10 minutes' })
    expect(await acquireLease(runners.database, 'catalog:made-up', 'b')).not.toBeNull() // it was given back
    await runners.database.sql`delete from onesms.leases`

    const silent = told(undefined, () => ({ ...small, batches: [batchOf('16', [['tg', '9', 9]])] }))
    expect(await runner.run(manual({ provider: silent }))).toMatchObject({ rowsWritten: 1 })
    const before = await offers()
    gate.open()
    await runner.run(manual({ job: 'countries', provider: silent }))
    expect(await offers()).toEqual(before)
    expect((await log()).map(({ status }) => status)).toEqual(['failed', 'succeeded', 'succeeded'])
  })
})
