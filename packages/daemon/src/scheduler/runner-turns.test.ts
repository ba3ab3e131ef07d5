import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { acquireLease } from '../db/store/leases.ts'
import { providerOf, small } from '../jobs/__fixtures__/made-provider.ts'
import { collectGarbage } from '../testing/collect-garbage.ts'
import { until } from '../testing/until.ts'
import { aheadOf } from './__fixtures__/ahead-of.ts'
import { createGate } from './__fixtures__/gate.ts'
import { manual, scheduled, told, useRunners } from './__fixtures__/runners.ts'

const runners = useRunners()
const { runnerOn, plan, log } = runners

describe('several at once', () => {
  it('D01 five processes, one tick: one run', async () => {
    await plan('-1 second')
    const gate = createGate()
    const provider = told(gate.pass)
    const runs = Array.from({ length: 5 }, (_, index) =>
      runnerOn(runners.database.connect(2), `daemon ${index}`).run(scheduled({ provider })),
    )
    await until('the others have been turned away', async () => (await log()).length === 5)
    gate.open()
    const results = await Promise.all(runs)
    expect(results.map(({ status }) => status).sort()).toEqual([
      'skipped',
      'skipped',
      'skipped',
      'skipped',
      'succeeded',
    ])
    expect((await log()).map(({ status }) => status).sort()).toEqual(results.map(({ status }) => status).sort())
  })

  it('D01 five processes that come one after the other: one run, and nobody is in the way', async () => {
    await plan('-1 second')
    const statuses: string[] = []
    for (const index of [0, 1, 2, 3, 4]) {
      statuses.push((await runnerOn(runners.database.connect(1), `daemon ${index}`).run(scheduled())).status)
    }
    expect(statuses).toEqual(['succeeded', 'not_due', 'not_due', 'not_due', 'not_due'])
  })

  it('D01 looks again once it has the lease, for another may have been faster', async () => {
    await plan('-1 second')
    const faster = async () => {
      expect(await runnerOn(runners.database, 'faster').run(scheduled())).toMatchObject({ status: 'succeeded' })
    }
    const slow = runnerOn(aheadOf('.leases (name', runners.database.connect(), faster))
    expect(await slow.run(scheduled())).toMatchObject({ status: 'not_due' })
    expect(await log()).toMatchObject([{ status: 'succeeded', holder: 'faster' }])
    expect(await acquireLease(runners.database, 'catalog:made-up', 'b')).not.toBeNull() // it was given back
  })

  it('D04 a run that lasts longer than its period is not joined by another', async () => {
    const gate = createGate()
    const slow = runnerOn().run(manual({ provider: told(gate.pass) }))
    await gate.arrived
    const other = runnerOn(runners.database.connect(), 'b')
    expect(await other.run(scheduled())).toEqual({ status: 'skipped', reason: 'another process is at it' })
    expect(await other.run(manual({ job: 'countries' }))).toMatchObject({ status: 'skipped' })
    gate.open()
    expect(await slow).toMatchObject({ status: 'succeeded' })
    expect((await log()).map(({ status }) => status)).toEqual(['succeeded', 'skipped', 'skipped'])
  })

  it('lets the jobs of one process wait for each other', async () => {
    const runner = runnerOn()
    const results = await Promise.all([
      runner.run(scheduled()),
      runner.run(scheduled({ job: 'countries' })),
      runner.run(scheduled()),
    ])
    expect(results.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'not_due'])
  })

  it('does not let one provider wait for another', async () => {
    const gate = createGate()
    const runner = runnerOn()
    const slow = runner.run(manual({ provider: told(gate.pass) }))
    await gate.arrived
    expect(await runner.run(manual({ provider: providerOf(() => small, { id: 'other' }) }))).toMatchObject({
      status: 'succeeded',
    })
    gate.open()
    expect(await slow).toMatchObject({ status: 'succeeded' })
  })

  it('G14 leaves nothing on the signal of the daemon, also where garbage is collected while they run', async () => {
    const { signal } = new AbortController()
    const runner = runnerOn()
    const gates = [createGate(), createGate(), createGate()]
    const runs = gates.map(({ pass }, index) => {
      const provider = providerOf(() => small, { id: `of-${index}`, onScan: pass })
      return runner.run(manual({ provider, signal }))
    })
    await Promise.all(gates.map(({ arrived }) => arrived))
    expect(getEventListeners(signal, 'abort')).toHaveLength(3)
    await collectGarbage()
    for (const { open } of gates) open()
    expect((await Promise.all(runs)).map(({ status }) => status)).toEqual(Array(3).fill('succeeded'))
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })
})
