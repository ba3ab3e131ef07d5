import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../testing/stage.ts'

let stage: Stage
afterEach(() => stage.close())

const staleRows = () =>
  stage.database.sql`select native_country, reason from onesms.stale_partitions order by native_country`
const offersOf = (country: string) => stage.database.sql`
  select native_service, price, stock from onesms.offers where native_country = ${country} and available order by native_service`

describe('a scan of a few countries', () => {
  const few = { services: ['GB', 'US', 'PL', 'ID', 'PH'] }
  beforeEach(async () => {
    stage = await openStage({ size: { services: 30, countries: 195, offersPerCountry: 20 }, scan: few })
  })

  it('D23 a country that fails keeps its rows and turns stale, the rest is published', async () => {
    const [failing, other] = ['16', '187']
    expect(await stage.sync()).toMatchObject({ status: 'succeeded' })
    const [before, otherBefore] = [await offersOf(failing), await offersOf(other)]
    expect(before.length).toBeGreaterThan(0)

    stage.emulator.catalog.churn({ fraction: 1, seed: 9 })
    // The first of the five is asked first, and asked again twice.
    stage.emulator.faults.inject({ kind: 'server-error', action: 'getPrices', nth: 1, times: 3 })
    expect(await stage.sync()).toMatchObject({ status: 'partial', reason: expect.stringContaining('1 countr') })
    expect(await offersOf(failing)).toEqual(before)
    expect(await offersOf(other)).not.toEqual(otherBefore)
    expect(await staleRows()).toMatchObject([{ native_country: failing }])
    expect(await stage.complaints()).toEqual([])

    stage.emulator.faults.clear()
    expect(await stage.sync()).toMatchObject({ status: 'succeeded' })
    expect(await staleRows()).toEqual([])
    expect(await offersOf(failing)).not.toEqual(before)
  })

  it('D24 a run that is throttled in the middle does not count as done', async () => {
    await stage.sync()
    const before = await stage.hash()
    stage.emulator.faults.inject({ kind: 'rate-limited', retryAfter: 1000, action: 'getCountries' })
    const result = await stage.sync()
    expect(result.status).toBe('failed')
    expect(result.reason).toMatch(/rate_limit/)
    expect(await stage.hash()).toBe(before)
    const [schedule] = await stage.database.sql<{ failures: number }[]>`
      select failures from onesms.schedules where job = 'services'`
    expect(schedule).toEqual({ failures: 1 })
  })

  it('D34 what is outside the scan is not missed, and turns stale when nothing has covered it for two hours', async () => {
    expect(await stage.sync('countries')).toMatchObject({ status: 'succeeded' }) // that job scans all
    const { sql } = stage.database
    const [before] = await sql`select count(*) as live, sum(missing_runs) as missing from onesms.offers where available`
    for (let run = 0; run < 4; run += 1) expect(await stage.sync()).toMatchObject({ status: 'succeeded' })
    expect(await sql`select count(*) as live, sum(missing_runs) as missing from onesms.offers where available`).toEqual(
      [before],
    )
    expect(await staleRows()).toEqual([])

    await sql`update onesms.baselines set observed_at = '2099-01-01' where scope = 'all'`
    expect(await stage.sync()).toMatchObject({ status: 'succeeded' }) // which is healed
    expect(await staleRows()).toEqual([])
    await sql`update onesms.baselines set observed_at = observed_at - interval '3 hours' where scope = 'all'`
    expect(await stage.sync()).toMatchObject({ status: 'succeeded' })
    const stale = await staleRows()
    expect(stale.length).toBe(195 - 5)
    expect(stale.map(row => row['native_country'])).not.toContain('16')
    expect(await stage.complaints()).toEqual([])
  })
})

it('each scope is compared with itself alone: a narrow scan is no shrunken catalog', async () => {
  stage = await openStage({
    size: { services: 30, countries: 40, offersPerCountry: 20 },
    scan: { services: { top: 8 } },
  })
  expect(await stage.sync('countries')).toMatchObject({ status: 'succeeded', rowsRead: expect.any(Number) })
  const narrow = await stage.sync('services')
  expect(narrow.status).toBe('succeeded')
  expect('rowsRead' in narrow && narrow.rowsRead).toBeLessThan(200)
  expect(await stage.sync('countries')).toMatchObject({ status: 'succeeded', rowsRead: expect.any(Number) })
  expect(await stage.complaints()).toEqual([])
})

it('those with most stock are all of them on a first run, and that is no baseline for the next', async () => {
  stage = await openStage({
    size: { services: 30, countries: 40, offersPerCountry: 20 },
    scan: { services: { top: 8 } },
  })
  for (let run = 0; run < 3; run += 1) expect(await stage.sync('services')).toMatchObject({ status: 'succeeded' })
  expect(await stage.database.sql`select scope from onesms.baselines order by scope`).toEqual([
    { scope: 'all' },
    { scope: 'top:8' },
  ])
})
