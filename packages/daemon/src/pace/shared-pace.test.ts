import { setMaxListeners } from 'node:events'
import { FakeClock } from '@onesms/sdk/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { slowDown, takeSlots } from '../db/store/pace.ts'
import type { Database } from '../db/tables.ts'
import { type CatalogDatabase, createCatalogDatabase } from '../scheduler/__fixtures__/catalog-database.ts'
import { createSharedPace } from './shared-pace.ts'
import { createTurnstile } from './turns.ts'

let database: CatalogDatabase
beforeAll(async () => {
  database = await createCatalogDatabase()
})
beforeEach(() => database.clear())
afterAll(() => database?.drop())

const { signal: never } = new AbortController()
setMaxListeners(0, never)
const take = (count = 1, limit = 10) => takeSlots(database, 'hero-sms', limit, count)
const row = async () =>
  (
    await database.sql`
      select rate, slowed_at is not null as slowed, extract(epoch from next_at - clock_timestamp())::float8 as ahead
      from onesms.paces`
  )[0]

describe('G12 turns out of the database', () => {
  it('come one after the other, however many processes ask at once', async () => {
    const pools = Array.from({ length: 5 }, () => database.connect())
    const slots = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const before = performance.now()
        const { wait } = await takeSlots(pools[index % 5] ?? database, 'hero-sms', 10, 1)
        return [before + wait, performance.now() + wait] as const
      }),
    )
    // Each lies somewhere between the two; 50 turns at ten a second take 4.9 s.
    const earliest = Math.min(...slots.map(([from]) => from))
    const latest = Math.max(...slots.map(([, to]) => to))
    expect(latest - earliest).toBeGreaterThanOrEqual(4_899)
    expect(await row()).toMatchObject({ rate: 10, slowed: false })
  })

  it('come several at a time, and after a pause there is no burst', async () => {
    expect(await take(5)).toMatchObject({ wait: 0, interval: 100 })
    const { wait } = await take(1)
    expect(wait).toBeGreaterThan(300)
    expect(wait).toBeLessThanOrEqual(500)
    await database.sql`update onesms.paces set next_at = clock_timestamp() - interval '1 hour'`
    expect((await take(3)).wait).toBe(0)
    expect((await take(1)).wait).toBeGreaterThan(100)
  })

  it('D34 does not wait for a turn that lies in another age', async () => {
    await take()
    await database.sql`update onesms.paces set next_at = '2099-01-01', slowed_at = '2099-01-01', rate = 0.1`
    expect(await take()).toEqual({ wait: 0, interval: 100 })
  })

  it('are fewer after a refusal, once for those of one second, and come back slowly', async () => {
    await take(1, 100)
    for (let refusal = 0; refusal < 5; refusal += 1) await slowDown(database, 'hero-sms', 100, 2_000)
    expect(await row()).toMatchObject({ rate: 70, slowed: true })
    expect((await take(1, 100)).wait).toBeGreaterThan(1_500)
    await database.sql`update onesms.paces set slowed_at = slowed_at - interval '10 seconds'`
    expect((await take(1, 100)).interval).toBeCloseTo(1000 / 80, 0)
    await database.sql`update onesms.paces set slowed_at = slowed_at - interval '1 hour'`
    expect((await take(1, 100)).interval).toBe(10)
  })

  it('never stop altogether', async () => {
    for (let refusal = 0; refusal < 50; refusal += 1) {
      await slowDown(database, 'hero-sms', 100, 1)
      await database.sql`update onesms.paces set slowed_at = slowed_at - interval '1.1 seconds'`
    }
    expect((await row())?.['rate']).toBeGreaterThanOrEqual(2)
  })
})

describe('a process that paces itself by them', () => {
  it('goes on at a fifth of the limit while the database is away, and reads are not stopped', async () => {
    const clock = new FakeClock()
    let failures = 0
    const sql = (() => {
      failures += 1
      throw new Error('the database is away')
    }) as unknown as Database['sql']
    const pace = createSharedPace({ database: { sql, schema: 'onesms' }, account: 'a', limit: 10, clock })
    let turns = 0
    const going = Promise.all(Array.from({ length: 20 }, () => pace.turn(never).then(() => (turns += 1))))
    for (let ms = 0; ms < 5_000; ms += 100) {
      await new Promise(setImmediate)
      await clock.advance(100)
    }
    expect(turns).toBeGreaterThanOrEqual(8)
    expect(turns).toBeLessThanOrEqual(11)
    await clock.advance(60_000)
    await going
    expect(turns).toBe(20)
    expect(failures).toBeLessThan(15)
  })

  it('gives no turn to who has left, and none is lost for it', async () => {
    const clock = new FakeClock()
    const asked: number[] = []
    const turnstile = createTurnstile(clock, 10, async count => {
      asked.push(count)
      return { wait: 100, interval: 100 }
    })
    const leaving = new AbortController()
    const left = expect(turnstile.turn(leaving.signal)).rejects.toBe('enough')
    const stays = turnstile.turn(never)
    leaving.abort('enough')
    await left
    await clock.advance(100)
    await stays
    expect(asked).toEqual([1])
    await expect(turnstile.turn(AbortSignal.abort('gone'))).rejects.toBe('gone')
  })

  it('takes another turn for one that it missed', async () => {
    const clock = new FakeClock()
    let asked = 0
    const turnstile = createTurnstile(clock, 10, async () => {
      asked += 1
      // The first answer comes 300 ms late.
      if (asked === 1) await clock.sleep(300, never)
      return { wait: 0, interval: 100 }
    })
    const turn = turnstile.turn(never)
    await clock.advance(300)
    await turn
    expect(asked).toBe(2)
  })
})
