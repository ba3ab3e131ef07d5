import { FakeClock } from '@onesms/sdk/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { acquireLease } from '../db/store/leases.ts'
import type { Database } from '../db/tables.ts'
import { until } from '../testing/until.ts'
import { type CatalogDatabase, createCatalogDatabase } from './__fixtures__/catalog-database.ts'
import { failing } from './__fixtures__/failing.ts'
import { type HeldLease, holdLease } from './lease-keeper.ts'

const NAME = 'catalog:made-up'
const HEARTBEAT = 20_000
let database: CatalogDatabase
let clock: FakeClock
beforeAll(async () => {
  database = await createCatalogDatabase()
})
beforeEach(async () => {
  await database.clear()
  clock = new FakeClock()
})
afterAll(() => database?.drop())

async function hold(from: Database = database): Promise<HeldLease> {
  const held = await holdLease(from, NAME, 'a', clock)
  if (!held) throw new Error('the lease was not to be had')
  return held
}

const endsWithin = async (seconds: number) => {
  const [row] = await database.sql<{ left: number }[]>`
    select extract(epoch from expires_at - clock_timestamp())::float8 as left from onesms.leases`
  return row !== undefined && row.left <= seconds
}
const shorten = () => database.sql`update onesms.leases set expires_at = clock_timestamp() + interval '5 seconds'`

describe('holdLease', () => {
  it('takes a lease that is free, and none that is not', async () => {
    const held = await hold()
    expect(await holdLease(database, NAME, 'b', clock)).toBeNull()
    await held.close()
    const next = await holdLease(database, NAME, 'b', clock)
    expect(next?.lease.token).toBe(held.lease.token + 1)
    await next?.close()
  })

  it('renews it every 20 seconds until it is closed', async () => {
    const held = await hold()
    for (const _ of [1, 2]) {
      await shorten()
      await clock.advance(HEARTBEAT - 1)
      expect(await endsWithin(5)).toBe(true)
      await clock.advance(1)
      await until('the renewal', async () => !(await endsWithin(50)))
    }
    await held.close()
    expect(clock.sleeping).toBe(0)
    expect(held.lost.aborted).toBe(false)
  })

  it('says so when the lease is lost, and asks no more', async () => {
    const held = await hold()
    await database.sql`update onesms.leases set expires_at = clock_timestamp() - interval '1 second'`
    await acquireLease(database, NAME, 'b')
    await clock.advance(HEARTBEAT)
    await until('the loss', () => held.lost.aborted)
    expect(held.lost.reason).toEqual(new Error(`the lease ${NAME} was lost`))
    await until('the end of the heartbeat', () => clock.sleeping === 0)
    await held.close()
    expect(await acquireLease(database, NAME, 'c')).toBeNull() // closing took nothing from the new holder
  })

  it('takes a heartbeat that fails for what it is: not the end', async () => {
    const flaky = failing(database)
    const held = await hold(flaky)
    await shorten()
    flaky.fails = true
    await clock.advance(HEARTBEAT)
    await until('a failed heartbeat', () => flaky.failures > 0)
    expect(held.lost.aborted).toBe(false)
    flaky.fails = false
    await clock.advance(HEARTBEAT)
    await until('the renewal', async () => !(await endsWithin(50)))
    expect(held.lost.aborted).toBe(false)
    await held.close()
  })

  it('can be closed without a database: the lease ends by itself', async () => {
    const flaky = failing(database)
    const held = await hold(flaky)
    flaky.fails = true
    await expect(held.close()).resolves.toBeUndefined()
    expect(clock.sleeping).toBe(0)
  })
})
