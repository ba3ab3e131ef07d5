import { describe, expect, it } from 'vitest'
import { small } from '../jobs/__fixtures__/made-provider.ts'
import { told, useRunners } from './__fixtures__/runners.ts'
import type { FinishedRun } from './finished-run.ts'
import { createTrigger } from './trigger.ts'

const runners = useRunners()

/** A provider whose answer comes when the test says so. */
function heldBack() {
  let release = () => {}
  const released = new Promise<void>(resolve => {
    release = resolve
  })
  let scans = 0
  const provider = told(undefined, () => small)
  const { scan } = provider.catalog
  const held = {
    ...provider,
    catalog: {
      ...provider.catalog,
      async *scan(...args: Parameters<typeof scan>) {
        scans += 1
        await released
        return yield* scan(...args)
      },
    },
  }
  return { provider: held, release, scans: () => scans }
}

describe('a sync that is asked for', () => {
  const stopping = new AbortController()
  const ended: FinishedRun[] = []
  const triggerOn = (holder = 'a') =>
    createTrigger({
      database: runners.database,
      runner: runners.runnerOn(undefined, holder),
      signal: stopping.signal,
      clock: runners.clock,
      onError: error => runners.failures.push(error),
      onRun: run => ended.push(run),
    })

  it('D02 D03 is the one that runs, however often it is asked for', async () => {
    const { provider, release, scans } = heldBack()
    const [trigger, other] = [triggerOn(), triggerOn('b')]
    const first = await trigger.run('services', provider)
    expect(first).toEqual({ provider: 'made-up', id: expect.any(Number), state: 'running' })
    const again = await Promise.all(Array.from({ length: 100 }, () => trigger.run('services', provider)))
    const elsewhere = await other.run('services', provider)
    expect([...again, elsewhere].every(run => run.id === first.id)).toBe(true)
    release()
    await Promise.all([trigger.settled(), other.settled()])
    expect(scans()).toBe(1)
    expect(ended).toMatchObject([{ id: first.id, phase: 'writing', result: { status: 'succeeded' } }])
    expect(await runners.log()).toMatchObject([{ job: 'services', status: 'succeeded', trigger: 'manual' }])
    expect(runners.failures).toEqual([])
  })

  it('D03 asked for a hundred times at once, it runs once', async () => {
    const { provider, release, scans } = heldBack()
    const trigger = triggerOn()
    const runs = await Promise.all(Array.from({ length: 100 }, () => trigger.run('services', provider)))
    expect(new Set(runs.map(({ id }) => id)).size).toBe(1)
    release()
    await trigger.settled()
    expect(scans()).toBe(1)
  })

  it('D04 waits for the other job of its provider, and says so', async () => {
    const { provider, release } = heldBack()
    const trigger = triggerOn()
    await trigger.run('countries', provider)
    const waiting = trigger.run('services', provider)
    await runners.clock.advance(1_000)
    expect(await waiting).toEqual({ provider: 'made-up', id: null, state: 'queued' })
    release()
    await trigger.settled()
    expect(await runners.log()).toMatchObject([{ job: 'countries' }, { job: 'services', status: 'succeeded' }])
  })
})
