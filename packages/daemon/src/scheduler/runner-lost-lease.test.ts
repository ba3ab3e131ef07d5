import { describe, expect, it } from 'vitest'
import { acquireLease } from '../db/store/leases.ts'
import { createGate } from './__fixtures__/gate.ts'
import { manual, scheduled, told, useRunners } from './__fixtures__/runners.ts'

const runners = useRunners()
const { runnerOn, plan, schedule, log, offers } = runners

/** Has the lease end, and another process take it. */
const passOn = async () => {
  await runners.database.sql`update onesms.leases set expires_at = clock_timestamp() - interval '1 second'`
  expect(await acquireLease(runners.database, 'catalog:made-up', 'b')).not.toBeNull()
}

describe('a run that loses its lease', () => {
  it('D07 stops when its lease is lost, and leaves everything to the new holder', async () => {
    await plan('-1 second')
    const planned = (await schedule()).dueAt
    const gate = createGate()
    const run = runnerOn().run(scheduled({ provider: told(gate.pass) }))
    await gate.arrived
    await passOn()
    await runners.clock.advance(20_000)
    expect(await run).toMatchObject({ status: 'fenced', reason: 'the lease catalog:made-up was lost' })
    expect(await offers()).toEqual([])
    expect(await schedule()).toMatchObject({ dueAt: planned, failures: 0 })
    expect(await log()).toMatchObject([{ status: 'fenced' }])
    expect(await acquireLease(runners.database, 'catalog:made-up', 'c')).toBeNull()
  })

  it('D06 publishes nothing when its lease was lost without its knowledge', async () => {
    const gate = createGate()
    const run = runnerOn().run(manual({ provider: told(gate.pass) }))
    await gate.arrived
    await passOn()
    gate.open()
    expect(await run).toMatchObject({ status: 'fenced', rowsWritten: 0 })
    expect(await offers()).toEqual([])
    expect(await schedule()).toMatchObject({ dueAt: null })
  })

  it('D33 does not stand in the way of the next, even if it never said how it ended', async () => {
    const gate = createGate()
    const lost = runnerOn(runners.database.connect(), 'crashed').run(manual({ provider: told(gate.pass) }))
    await gate.arrived
    await runners.database.sql`update onesms.leases set expires_at = clock_timestamp() - interval '1 second'`
    await runners.database.sql`update onesms.sync_runs set expires_at = clock_timestamp() - interval '1 second'`
    expect(await log()).toMatchObject([{ status: 'abandoned', holder: 'crashed' }])
    expect(await runnerOn().run(manual())).toMatchObject({ status: 'succeeded' })
    expect(await log()).toMatchObject([
      { status: 'abandoned', holder: 'crashed' },
      { status: 'succeeded', holder: 'a' },
    ])
    gate.open()
    await lost
  })
})
