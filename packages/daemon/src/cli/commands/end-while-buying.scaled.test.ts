import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../../testing/until.ts'
import { openShops, type Seller, type Shops } from '../__fixtures__/shops.ts'

const isFull = process.env['ONESMS_TEST_TIER'] === 'full'
const MOMENTS = isFull ? 100 : 6
const PURCHASES = isFull ? 400 : 24
/** Daemons on one database that are ended at such a moment. */
const AT_ONCE = 3
/** What a container is given to end. */
const GRACE = 10_000

let shops: Shops
let sellers: Seller[] = []
beforeAll(async () => {
  shops = await openShops()
})
beforeEach(() => shops.database.clear())
afterEach(async () => {
  for (const { child } of sellers) child.kill('SIGKILL')
  sellers = []
  shops.emulator.faults.clear()
})
afterAll(() => shops?.close())

const start = () => {
  const seller = shops.start()
  sellers.push(seller)
  return seller
}
/** Ends it as an orchestrator does; answers with how, and whether in time. */
async function end({ child, ended }: Seller) {
  const at = performance.now()
  child.kill('SIGTERM')
  const { code, signal } = await ended
  return { code, signal, inTime: performance.now() - at < GRACE }
}
const WELL = { code: 0, signal: null, inTime: true }
const wire = () => shops.emulator.ledger.count('getNumberV2')
const sold = () => shops.emulator.ledger.activations()
const stateOf = async (key: string) => {
  const [row] = await shops.database.sql<{ state: string; activation: string | null }[]>`
    select state, activation_id as activation from onesms.purchase_intents where idempotency_key like ${`%:${key}`}`
  return row
}

describe('D38 a daemon that is ended while it buys', { timeout: 60_000 }, () => {
  it('takes nothing new, writes the answer down and gives it, and gives no number back', async () => {
    const seller = start()
    const url = await seller.url
    const [before, asked] = [sold().length, wire()]
    shops.emulator.faults.inject({ kind: 'latency', ms: 2_000, action: 'getNumberV2', times: 1 })
    const buying = shops.buy(url, 'on-its-way')
    await until('the provider to be asked', () => wire() > asked)
    const ending = end(seller)
    const late = await until('it to take nothing', async () => {
      const reply = await shops.buy(url, 'too-late')
      return reply.status !== 201 && reply
    })
    expect(late.status === 0 || late.body.code === 'draining').toBe(true)
    const { status, body } = await buying
    expect(status).toBe(201)
    expect(await ending).toEqual(WELL)
    expect(await stateOf('on-its-way')).toEqual({ state: 'confirmed', activation: body.id })
    expect(sold()).toHaveLength(before + 1)
    expect(sold().at(-1)?.status).toBe('waiting')
  })

  it('leaves what gets no answer to whoever comes next, and nothing is bought twice under its key', async () => {
    const seller = start()
    const url = await seller.url
    const [before, asked] = [sold().length, wire()]
    shops.emulator.faults.inject({ kind: 'commit-then-silence', action: 'getNumberV2', times: 1 })
    const buying = shops.buy(url, 'no-answer')
    await until('the provider to be asked', () => wire() > asked)
    expect(await end(seller)).toEqual(WELL)
    await buying
    expect(['sending', 'unknown']).toContain((await stateOf('no-answer'))?.state)
    const next = await start().url
    const again = await shops.buy(next, 'no-answer')
    expect([201, 202, 409]).toContain(again.status)
    expect(again.body.rejected ?? false).toBe(false)
    expect(sold()).toHaveLength(before + 1)
  })
})

it(`G15 SIGTERM at ${MOMENTS} moments by chance, amid purchases and syncs: exit 0 within ten seconds`, {
  timeout: MOMENTS * 20_000,
}, async () => {
  let next = 0
  const endOneAfterAnother = async () => {
    while (next < MOMENTS) {
      const moment = next
      next += 1
      const seller = start()
      const url = await seller.url
      const buying = Promise.all(Array.from({ length: 3 }, (_, index) => shops.buy(url, `moment-${moment}-${index}`)))
      await sleep(Math.random() * 1_500)
      expect(await end(seller), `moment ${moment}`).toEqual(WELL)
      await buying
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, endOneAfterAnother))
  const open = await shops.database.sql`select state from onesms.purchase_intents where state = 'prepared'`
  const running = await shops.database.sql`select job from onesms.sync_runs where status = 'running'`
  expect(running).toEqual([])
  expect(open.length).toBeLessThanOrEqual(MOMENTS * 3)
})

it(`D40 two daemons are replaced by two others under a load of ${PURCHASES} purchases: none fails, none is made twice`, {
  timeout: isFull ? 300_000 : 90_000,
}, async () => {
  const before = sold().length
  let fleet = [start(), start()]
  const urls = async () => Promise.all(fleet.map(({ url }) => url))
  await urls()
  let done = 0
  let key = 0
  const failures: string[] = []
  /** As every client does that has a key: the same key again until something is known, whoever answers. */
  const buyOne = async (name: string) => {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const ready = await urls()
      const { status, body } = await shops.buy(ready[attempt % ready.length] ?? '', name)
      if (status === 201) return
      if (body.rejected && body.code !== 'draining' && body.code !== 'not_sent')
        return void failures.push(`${name}: ${body.code}`)
      await sleep(100)
    }
    failures.push(`${name}: never`)
  }
  const customer = async () => {
    while (key < PURCHASES) {
      key += 1
      await buyOne(`rolling-${key}`)
      done += 1
    }
  }
  const customers = Promise.all(Array.from({ length: 4 }, customer))
  for (const share of [0.25, 0.6]) {
    await until('some to be bought', () => done >= PURCHASES * share, 120_000)
    const [old, other] = fleet as [Seller, Seller]
    const fresh = start()
    await fresh.url
    fleet = [other, fresh] // first nobody is sent there any more
    expect(await end(old)).toEqual(WELL)
  }
  await customers
  expect(failures).toEqual([])
  expect(sold()).toHaveLength(before + PURCHASES)
  expect(
    new Set(
      sold()
        .slice(before)
        .map(({ status }) => status),
    ),
  ).toEqual(new Set(['waiting']))
  const [rows] = await shops.database.sql`
    select count(*) as bought, count(distinct activation_id) as numbers from onesms.purchase_intents
    where state = 'confirmed' and idempotency_key like '%:rolling-%'`
  expect(rows).toEqual({ bought: PURCHASES, numbers: PURCHASES })
})
