import { createHandlerApiEmulator, serve } from '@onesms/sdk/testing'
import type postgres from 'postgres'
import { expect, it, onTestFinished } from 'vitest'
import { openReaders } from '../http/events/__fixtures__/readers.ts'
import { tokenOf } from '../http/testing/guarded-app.ts'
import { createCatalogDatabase } from '../scheduler/__fixtures__/catalog-database.ts'
import { until } from '../testing/until.ts'
import { slopeOf } from './__fixtures__/slope.ts'
import { type Holdings, startSoaking } from './__fixtures__/soak-process.ts'

const isFull = process.env['ONESMS_TEST_TIER'] === 'full'
/** Eight hours of five minutes, each of which lasts some seconds. */
const TICKS = isFull ? 96 : 5
const PURCHASES = isFull ? 53 : 16
const SCHEDULE = isFull
  ? { services: '*/4 * * * * *', countries: '*/45 * * * * *', balances: '*/4 * * * * *', invariants: '*/20 * * * * *' }
  : { services: '* * * * * *', countries: '*/4 * * * * *', balances: '* * * * * *', invariants: '*/2 * * * * *' }
const AT_ONCE = 8
const READERS = 3
const SUBJECT = 'shop'
/**
 * What may be kept of 1,000 operations, in bytes. The goal is 50,000. Compiled code takes as much by itself: functions go on
 * being compiled as they are called more often, for some 3,000 operations, and then that levels off; so the goal is asked of
 * the rest. A short run is still warming up: its heap says nothing, its counts do.
 */
const KEPT: readonly (readonly [what: string, most: number, of: (sample: Sample) => number])[] = [
  ['heap without compiled code', 50_000, ({ heap, code }) => heap - code],
  ['heap', 100_000, ({ heap }) => heap],
]
const SIZE = { services: 60, countries: 25 }

/**
 * What is not to grow, and by how much the least of some samples swings with what happens to be under way; a leak is one for
 * each of hundreds.
 */
const COUNTS: readonly (readonly [what: string, swing: number, of: (sample: Sample) => number])[] = [
  ['handles', AT_ONCE, ({ resources }) => Object.values(resources).reduce((sum, count) => sum + count, 0)],
  ['listeners', 0, ({ listeners }) => listeners],
  ['timers', isFull ? 20 : 60, ({ timers }) => timers],
  ['signals', isFull ? 8 : 60, ({ signals }) => signals],
  ['promises', isFull ? 20 : 120, ({ promises }) => promises],
  ['connections', 1, ({ connections }) => connections],
]

interface Sample extends Holdings {
  readonly operations: number
  readonly connections: number
}

it(`G14 ${TICKS * PURCHASES} numbers and ${TICKS} syncs of services: the daemon holds little more after than before`, {
  timeout: isFull ? 900_000 : 120_000,
}, async () => {
  const database = await createCatalogDatabase()
  onTestFinished(database.drop)
  const { sql } = database
  const emulator = createHandlerApiEmulator({ autoSms: false, balance: '1000000', size: SIZE })
  const host = await serve(emulator)
  onTestFinished(host.close)
  const provider = { url: `${host.url}/stubs/handler_api.php`, apiKey: emulator.apiKey }
  const daemon = await startSoaking({ url: database.url, provider, subject: SUBJECT, schedule: SCHEDULE })
  onTestFinished(daemon.kill)

  const post = async (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) => {
    const authorization = `Bearer ${tokenOf(SUBJECT)}`
    const response = await fetch(`${daemon.url}${path}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    const answer = (await response.json()) as Record<string, unknown>
    if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`)
    return answer
  }
  const count = async (rows: postgres.Fragment) => {
    const [row] = await sql<{ count: number }[]>`select count(*) as count from ${rows}`
    return row?.count ?? Number.NaN
  }
  const runs = (job: string) => count(sql`onesms.sync_runs where job = ${job} and status <> 'running'`)

  await until('the catalog is here', () => count(sql`onesms.offers`))
  const orders = await sql<{ service: string; country: string }[]>`
    select service, country from onesms.offers where stock > 1000 group by 1, 2 order by 1, 2`
  const streams = await openReaders(daemon.url, READERS, {
    pathOf: () => '/v1/events',
    tokenOf: () => tokenOf(SUBJECT),
  })
  onTestFinished(streams.close)

  /** Buys some numbers, and follows them to their end. */
  let bought = 0
  const trade = async () => {
    const left = Array.from({ length: PURCHASES }, (_, index) => bought + index)
    bought += PURCHASES
    const ids: string[] = []
    const customer = async () => {
      for (let number = left.pop(); number !== undefined; number = left.pop()) {
        const order = { ...orders[number % orders.length], provider: 'hero-sms' }
        const { id } = await post('/v1/activations', order, { 'idempotency-key': `buy-${number}` })
        ids.push(String(id))
        emulator.sms(String(id).slice('hero-sms:'.length))
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, customer))
    await until('all SMS are here', async () => (await count(sql`onesms.messages`)) === bought, 60_000)
    const finish = async () => {
      for (let id = ids.pop(); id; id = ids.pop()) await post(`/v1/activations/${encodeURIComponent(id)}/complete`, {})
    }
    await Promise.all(Array.from({ length: AT_ONCE }, finish))
    const open = sql`onesms.activations where ended_at is null`
    await until('all have ended', async () => (await count(open)) === 0, 60_000)
  }

  const samples: Sample[] = []
  for (let tick = 1; tick <= TICKS; tick += 1) {
    emulator.catalog.churn({ fraction: 0.01, seed: tick })
    await trade()
    await until('the tick', async () => (await runs('services')) >= tick, 60_000)
    await until('no run', async () => (await count(sql`onesms.sync_runs where status = 'running'`)) === 0)
    const synced = (await runs('services')) + (await runs('countries'))
    const connections = await count(sql`pg_stat_activity where application_name = 'soaked'`)
    samples.push({ ...(await daemon.holdings()), operations: bought + synced, connections })
  }
  const told = await count(sql`onesms.activation_events`)
  await until('all is told', () => streams.arrivals.size === told)
  expect([...streams.arrivals.values()].filter(times => times.length !== READERS)).toEqual([])
  expect(streams.ended()).toBe(0)
  expect(
    await sql`select job, status, reason from onesms.sync_runs where status not in ('succeeded', 'running')`,
  ).toEqual([])

  const story = JSON.stringify(samples.map(({ warnings: _, errors: __, ...sample }) => sample))
  const late = samples.slice(Math.floor(samples.length / 5))
  for (const [what, most, of] of isFull ? KEPT : []) {
    const { atMost } = slopeOf(late.map(sample => [sample.operations / 1_000, of(sample)]))
    expect(atMost, `${what}: ${story}`).toBeLessThan(most)
  }
  const middle = Math.ceil(late.length / 2)
  for (const [what, swing, of] of COUNTS) {
    const least = (some: readonly Sample[]) => Math.min(...some.map(of))
    expect(least(late.slice(middle)), `${what}: ${story}`).toBeLessThanOrEqual(least(late.slice(0, middle)) + swing)
  }
  expect([samples.at(-1)?.warnings, samples.at(-1)?.errors]).toEqual([[], []])
  expect(await daemon.stop()).toBe(0)
})
