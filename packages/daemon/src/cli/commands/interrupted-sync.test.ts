import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../../testing/until.ts'
import { runOnesms, startOnesms } from '../__fixtures__/onesms.ts'
import { type Provided, provide } from '../__fixtures__/provided.ts'

const SYNC = ['sync', 'services', '--once']
let provided: Provided
beforeAll(async () => {
  provided = await provide()
})
afterEach(async () => {
  provided.emulator.faults.clear()
  await provided.database.clear()
})
afterAll(() => provided?.close())

const run = (args: readonly string[]) => runOnesms(args, { environment: provided.environment })
const start = (args: readonly string[]) => startOnesms(args, { environment: provided.environment })
const log = () => provided.database.sql`select status, reason from onesms.sync_logs order by id`
const offers = () =>
  provided.database.sql`select native_country, native_service, price::text, stock from onesms.offers order by 1, 2`
const running = () => until('a run', async () => (await log()).some(({ status }) => status === 'running'))
/** As if a minute had passed without a heartbeat. */
const endLease = async () => {
  const { sql } = provided.database
  await sql`update onesms.leases set expires_at = clock_timestamp() - interval '1 second'`
  await sql`update onesms.sync_runs set expires_at = clock_timestamp() - interval '1 second' where status = 'running'`
}
/** Has price tables never come, until the faults are cleared. */
const stall = () => provided.emulator.faults.inject({ kind: 'hang', action: 'getPrices' })

describe('a sync that is interrupted', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('D39 by %s ends soon, says so, and gives its lease back', async name => {
    stall()
    const sync = start(SYNC)
    await running()
    const at = performance.now()
    sync.child.kill(name)
    const { code, signal, stderr } = await sync.ended
    expect(performance.now() - at).toBeLessThan(5000)
    expect({ code, signal, stderr }).toEqual({
      code: 1,
      signal: null,
      stderr: 'hero-sms services aborted: interrupted\n',
    })
    expect(await log()).toEqual([{ status: 'aborted', reason: 'interrupted' }])
    const [lease] = await provided.database.sql`select expires_at < clock_timestamp() as free from onesms.leases`
    expect(lease?.['free']).toBe(true)
    provided.emulator.faults.clear()
    expect((await run(SYNC)).code).toBe(0)
  })

  it('ends at once when it is interrupted again', async () => {
    await run(SYNC)
    const { sql } = provided.database.connect(1)
    await sql.begin(async tx => {
      await tx`lock table onesms.offers in access exclusive mode`
      provided.emulator.catalog.churn({ fraction: 0.1, seed: 7 })
      const sync = start(SYNC)
      await until('a publication that waits', async () => {
        const waiting = await provided.database.sql`
          select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
        return waiting.count > 0
      })
      sync.child.kill('SIGINT')
      await provided.database.sql`select pg_sleep(0.3)`
      expect(sync.child.exitCode).toBeNull()
      const at = performance.now()
      sync.child.kill('SIGTERM')
      expect(await sync.ended).toMatchObject({ code: null, signal: 'SIGTERM' })
      expect(performance.now() - at).toBeLessThan(1000)
    })
  })

  it('D33 by SIGKILL reads abandoned when its lease has ended, and does not stand in the way of the next', async () => {
    stall()
    const sync = start(SYNC)
    await running()
    sync.child.kill('SIGKILL')
    await sync.ended
    provided.emulator.faults.clear()
    expect(await run(SYNC)).toMatchObject({ code: 0, stderr: 'hero-sms services skipped: another process is at it\n' })
    await endLease()
    expect((await log())[0]).toMatchObject({ status: 'abandoned' })
    expect((await run(SYNC)).code).toBe(0)
    expect((await log()).map(({ status }) => status)).toEqual(['abandoned', 'skipped', 'succeeded'])
  })

  it('D06 by SIGSTOP, while another took over, writes nothing when it goes on', async () => {
    provided.emulator.faults.inject({ kind: 'latency', ms: 1000, action: 'getPrices', nth: 1 })
    const sleeper = start(SYNC)
    await until('the price table is asked for', () => provided.emulator.clock.sleeping > 0)
    sleeper.child.kill('SIGSTOP')
    await endLease()
    expect((await run(SYNC)).code).toBe(0)
    const published = await offers()
    provided.emulator.catalog.churn({ fraction: 0.5, seed: 3 })
    await provided.emulator.clock.advance(1000)
    sleeper.child.kill('SIGCONT')
    expect(await sleeper.ended).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('hero-sms services fenced: '),
    })
    expect(await offers()).toEqual(published)
    expect((await log()).map(({ status }) => status)).toEqual(['fenced', 'succeeded'])
  })
})
