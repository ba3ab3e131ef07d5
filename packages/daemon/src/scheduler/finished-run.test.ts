import { describe, expect, it } from 'vitest'
import { acquireLease } from '../db/store/leases.ts'
import { manual, told, useRunners } from './__fixtures__/runners.ts'
import { followRun } from './finished-run.ts'

const runners = useRunners()
const ids = async () => (await runners.database.sql`select id from onesms.sync_logs order by id`).map(({ id }) => id)

describe('what is told of a run', () => {
  it('is its number in the run log, and that it came to writing', async () => {
    const begun: number[] = []
    const phases: string[] = []
    const run = await followRun(runners.runnerOn(), {
      ...manual(),
      onBegin: id => begun.push(id),
      onProgress: ({ phase }) => phases.push(phase),
    })
    expect(run).toMatchObject({ job: 'services', phase: 'writing', result: { status: 'succeeded' } })
    expect([[run.id], begun]).toEqual([await ids(), await ids()])
    expect(phases.at(-1)).toBe('writing')
  })

  it('is that it was still reading, where the provider failed', async () => {
    const provider = told(() => Promise.reject(new Error('no answer')))
    const run = await followRun(runners.runnerOn(), manual({ provider }))
    expect(run).toMatchObject({ phase: 'reading', result: { status: 'failed', reason: 'no answer' } })
    expect([run.id]).toEqual(await ids())
  })

  it('is no phase, where no catalog is copied', async () => {
    const run = await followRun(runners.runnerOn(), manual({ job: 'balances' }))
    expect(run).toMatchObject({ phase: null, result: { status: 'succeeded' } })
    expect([run.id]).toEqual(await ids())
  })

  it('is neither, where another process is at it', async () => {
    await acquireLease(runners.database, 'catalog:made-up', 'another', 60)
    const run = await followRun(runners.runnerOn(), manual())
    expect(run).toMatchObject({ id: null, phase: null, result: { status: 'skipped' } })
  })
})
