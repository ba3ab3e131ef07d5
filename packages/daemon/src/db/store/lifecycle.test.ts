import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../../testing/stage.ts'
import { prune } from './prune.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage({ size: { services: 12, countries: 8, offersPerCountry: 10 } })
  expect(await stage.sync()).toMatchObject({ status: 'succeeded' })
})
afterEach(() => stage.close())

/** The first offer of the first country, whatever it is. */
function anOffer() {
  const [offer] = stage.emulator.catalog.offers()
  if (!offer) throw new Error('the emulator sells nothing')
  return offer
}

const rowOf = async ({ country, service }: { country: string; service: string }) => {
  const [row] = await stage.database.sql`
    select ctid::text, provider, price, stock, available, missing_runs, tombstoned_at from onesms.offers
    where native_country = ${country} and native_service = ${service}`
  return row
}
const history = () => stage.database.sql`
  select change, native_country, native_service, old_price, price, old_stock, stock from onesms.offer_changes order by changed_at`
const later = (time: string) =>
  stage.database
    .sql`update onesms.offers set missing_since = missing_since - ${time}::interval where missing_since is not null`
const total = async (service: string) => {
  const [row] = await stage.database.sql<{ total: number }[]>`
    select s.total_available as total from onesms.services s
    join onesms.provider_services p on p.code = s.code where p.native_id = ${service}`
  return row?.total
}

describe('D29 an offer that is gone', () => {
  it('gets a tombstone after three runs and half an hour, and is revived under the same key', async () => {
    const offer = anOffer()
    const before = await total(offer.service)
    stage.emulator.catalog.removeOffer(offer.country, offer.service)

    await stage.sync()
    await stage.sync()
    await later('31 minutes')
    expect(await rowOf(offer)).toMatchObject({ available: true, missing_runs: 2 })
    expect(await total(offer.service)).toBe(before)

    await stage.sync()
    expect(await rowOf(offer)).toMatchObject({ available: false, missing_runs: 3 })
    expect(await total(offer.service)).toBe((before ?? 0) - offer.stock)
    expect(await stage.complaints()).toEqual([])
    expect(await history()).toMatchObject([{ change: 'gone', price: null, stock: null, old_stock: offer.stock }])

    stage.emulator.catalog.setOffer(offer.country, offer.service, { price: offer.price, stock: offer.stock })
    await stage.sync()
    expect(await rowOf(offer)).toMatchObject({ available: true, missing_runs: 0, tombstoned_at: null })
    expect(await total(offer.service)).toBe(before)
    expect((await history()).map(({ change }) => change)).toEqual(['gone', 'returned'])
    const [keys] = await stage.database.sql`
      select count(*) as rows from onesms.offers where native_country = ${offer.country} and native_service = ${offer.service}`
    expect(keys).toEqual({ rows: 1 })
  })

  it('is still there after three runs within half an hour', async () => {
    const offer = anOffer()
    stage.emulator.catalog.removeOffer(offer.country, offer.service)
    for (let run = 0; run < 5; run += 1) await stage.sync()
    expect(await rowOf(offer)).toMatchObject({ available: true, missing_runs: 5 })
    expect(await history()).toEqual([])
  })
})

describe('history', () => {
  it('has a row for each change of price or stock and for each arrival, and none where nothing changed', async () => {
    expect(await history()).toEqual([]) // a first sync is a beginning, not a change
    await stage.sync()
    expect(await history()).toEqual([])

    const offer = anOffer()
    stage.emulator.catalog.setOffer(offer.country, offer.service, { price: offer.price, stock: offer.stock + 5 })
    await stage.sync()
    await stage.sync()
    expect(await history()).toMatchObject([
      { change: 'changed', native_service: offer.service, old_stock: offer.stock, stock: offer.stock + 5 },
    ])
  })

  it('answers the two documented questions', async () => {
    const { sql } = stage.database
    const offer = anOffer()
    stage.emulator.catalog.setOffer(offer.country, offer.service, { price: '1.2345', stock: 0 })
    await stage.sync()
    const [{ service, country } = { service: '', country: '' }] = await sql<{ service: string; country: string }[]>`
      select service, country from onesms.offers where native_service = ${offer.service} and native_country = ${offer.country}`
    const moved = await sql`
      select changed_at, provider, old_price, price from onesms.offer_changes
      where service = ${service} and country = ${country} and price is distinct from old_price order by changed_at`
    expect(moved).toMatchObject([{ provider: 'hero-sms', price: '1.234500' }])
    const soldOut = await sql`
      select service, country, provider, max(changed_at) as since from onesms.offer_changes
      where changed_at > now() - interval '1 day' and stock = 0 and old_stock > 0
      group by service, country, provider order by since desc`
    expect(soldOut).toMatchObject(offer.stock > 0 ? [{ service, country }] : [])
  })

  it('is kept for as many days as asked, and so are the newest 10,000 runs', async () => {
    const { sql } = stage.database
    stage.emulator.catalog.churn({ fraction: 0.5, seed: 3 })
    await stage.sync()
    const kept = (await history()).length
    expect(kept).toBeGreaterThan(0)
    await prune(stage.database, 7)
    expect(await history()).toHaveLength(kept)
    await sql`update onesms.offer_changes set changed_at = changed_at - interval '8 days'`
    await prune(stage.database, 0)
    expect(await history()).toHaveLength(kept)
    await sql`
      insert into onesms.sync_runs (job, provider, trigger, status, holder)
      select 'services', 'hero-sms', 'schedule', 'succeeded', 'x' from generate_series(1, 10500)`
    await prune(stage.database, 7)
    expect(await history()).toEqual([])
    const [runs] = await sql`select count(*) as runs from onesms.sync_runs`
    expect(runs).toEqual({ runs: 10_000 })
  })
})

describe('what a user builds on our tables', () => {
  it('D31 a trigger that fails fails the run, and nothing is half written', async () => {
    const { sql } = stage.database
    await sql
      .unsafe(`
      create function refuse() returns trigger language plpgsql as $$ begin raise exception 'not on my watch'; end $$;
      create trigger refuse before update on onesms.services for each row execute function refuse();`)
      .simple()
    const before = await stage.hash()
    stage.emulator.catalog.churn({ fraction: 0.5, seed: 5 })
    expect(await stage.sync()).toMatchObject({ status: 'failed', reason: expect.stringContaining('not on my watch') })
    expect(await stage.hash()).toBe(before)
    await sql.unsafe('drop trigger refuse on onesms.services')
    expect(await stage.sync()).toMatchObject({ status: 'succeeded' })
    expect(await stage.complaints()).toEqual([])
  })

  it('D32 foreign keys to our rows hold, whatever leaves the catalog', async () => {
    const { sql } = stage.database
    await sql
      .unsafe(`
      create table mine (
        service text references onesms.services (code),
        country text references onesms.countries (code),
        provider text, kind text, native_country text, native_service text, operator text, supplier text,
        foreign key (provider, kind, native_country, native_service, operator, supplier)
          references onesms.offers on delete cascade);
      insert into mine
      select service, country, provider, kind, native_country, native_service, operator, supplier from onesms.offers;`)
      .simple()
    const [before] = await sql`select count(*) from mine`
    for (const { country, service } of [...stage.emulator.catalog.offers()].filter((_, index) => index % 4 === 0)) {
      stage.emulator.catalog.removeOffer(country, service)
    }
    for (let run = 0; run < 4; run += 1) {
      expect(await stage.sync('countries')).toMatchObject({ status: 'succeeded' })
      await later('31 minutes')
    }
    const [gone] = await sql<{ gone: number }[]>`select count(*) as gone from onesms.offers where not available`
    expect(gone?.gone).toBe(20)
    expect(await sql`select count(*) from mine`).toEqual([before])
  })
})

describe('figures', () => {
  it('D27 a stock of three thousand million is a number like any other', async () => {
    const offer = anOffer()
    stage.emulator.catalog.setOffer(offer.country, offer.service, { price: offer.price, stock: 3_000_000_000 })
    expect(await stage.sync('services', { accept: true })).toMatchObject({ rowsWritten: 1 })
    expect(await rowOf(offer)).toMatchObject({ stock: 3_000_000_000 })
    expect(await total(offer.service)).toBeGreaterThanOrEqual(3_000_000_000)
    expect(await stage.complaints()).toEqual([])
  })

  for (const price of ['NaN', 'Infinity', '-1']) {
    it(`D28 the table itself refuses a price of ${price}`, async () => {
      await expect(stage.database.sql`update onesms.offers set price = ${price}::numeric`).rejects.toThrow(
        /check constraint|overflow/,
      )
    })
  }
})
