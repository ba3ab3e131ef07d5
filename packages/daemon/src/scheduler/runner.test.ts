import { describe, expect, it } from 'vitest'
import { alternating } from './__fixtures__/alternating.ts'
import { manual, published, SCHEDULE, scheduled, useRunners } from './__fixtures__/runners.ts'
import { nextTick } from './cron.ts'

const runners = useRunners()
const { runnerOn, plan, schedule, log, offers } = runners

describe('a run', () => {
  it('publishes what the provider tells, and plans the next tick', async () => {
    const result = await runnerOn().run(scheduled())
    expect(result).toMatchObject({ status: 'succeeded', reason: null, requests: 3, rowsRead: 3, rowsWritten: 3 })
    expect(await offers()).toEqual(published)
    expect(await log()).toEqual([
      { job: 'services', status: 'succeeded', reason: null, holder: 'a', trigger: 'schedule' },
    ])
    const { now, dueAt, failures: inARow } = await schedule()
    expect(dueAt).toBe(nextTick(SCHEDULE.services, now))
    expect(inARow).toBe(0)
    expect(runners.clock.sleeping).toBe(0)
  })

  it('takes place on schedule only when it is due, by hand always', async () => {
    await plan('1 hour')
    const runner = runnerOn()
    expect(await runner.run(scheduled())).toEqual({ status: 'not_due', reason: 'its time has not come' })
    expect(await log()).toEqual([])
    expect(await runner.run(manual())).toMatchObject({ status: 'succeeded' })
    expect(await log()).toMatchObject([{ status: 'succeeded', trigger: 'manual' }])
  })

  it('D18 asleep for eight hours: one run makes up for all', async () => {
    await plan('-8 hours')
    const runner = runnerOn()
    const looks = [await runner.run(scheduled()), await runner.run(scheduled()), await runner.run(scheduled())]
    expect(looks.map(({ status }) => status)).toEqual(['succeeded', 'not_due', 'not_due'])
  })

  it('D34 a plan for the year 2099 is healed by a run', async () => {
    await runners.database
      .sql`insert into onesms.schedules (job, provider, next_due_at) values ('services', 'made-up', '2099-06-01')`
    expect(await runnerOn().run(scheduled())).toMatchObject({ status: 'succeeded' })
    expect((await schedule()).dueAt).toBeLessThan(Date.UTC(2099, 0, 1))
  })

  it('D08 works when every statement takes another connection', async () => {
    const pools = [
      runners.database.connect(1).sql,
      runners.database.connect(1).sql,
      runners.database.connect(1).sql,
    ] as const
    const runner = runnerOn({ sql: alternating(pools), schema: runners.database.schema })
    expect(await runner.run(scheduled())).toMatchObject({ status: 'succeeded' })
    expect(await runner.run(scheduled({ job: 'countries' }))).toMatchObject({ status: 'succeeded' })
    expect(await offers()).toEqual(published)
  })

  it('clears away old history after the countries were read', async () => {
    const change = (age: string) => runners.database.sql`
      insert into onesms.offer_changes (provider, native_service, native_country, operator, supplier, service, country, change, changed_at)
      values ('made-up', 'tg', '16', '', '', 'telegram', 'GB', 'new', clock_timestamp() - ${age}::interval)`
    await change('8 days')
    await change('6 days')
    const count = async () => (await runners.database.sql`select from onesms.offer_changes`).count
    await runnerOn().run(manual())
    expect(await count()).toBe(2)
    await runnerOn().run(manual({ job: 'countries' }))
    expect(await count()).toBe(1)
  })
})
