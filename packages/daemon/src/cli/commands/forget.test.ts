import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { acquireLease } from '../../db/store/leases.ts'
import { runOnesms } from '../__fixtures__/onesms.ts'
import { type Provided, provide } from '../__fixtures__/provided.ts'

let provided: Provided
beforeAll(async () => {
  provided = await provide()
})
afterEach(() => provided.database.clear())
afterAll(() => provided?.close())

const sync = () => runOnesms(['sync', 'countries'], { environment: provided.environment })
/** By who has the database, and no provider configured. */
const run = (...args: string[]) =>
  runOnesms(args, { environment: { DATABASE_URL: provided.environment['DATABASE_URL'] ?? '' } })
const totals = async () => {
  const { sql } = provided.database
  const [row] = await sql`
    select
      (select count(*) from onesms.offers) as rows,
      (select count(*) from onesms.offers where available) as offers,
      (select sum(total_available)::bigint from onesms.services) as services,
      (select sum(total_available)::bigint from onesms.countries) as countries,
      (select count(*) from onesms.services where active) as active,
      (select sum(total_services)::bigint from onesms.countries) as pairs,
      (select count(*) from onesms.offer_changes where change = 'gone') as gone`
  return row
}

describe('onesms forget', () => {
  it('takes a provider out of all totals, after it was shown what, and by its name only', async () => {
    expect((await sync()).code).toBe(0)
    const before = await totals()
    const { offers, totalStock } = provided.emulator.catalog.totals()
    const count = (number: number) => number.toLocaleString('en-US')

    const dry = await run('forget', 'hero-sms')
    expect(dry).toMatchObject({ code: 0, stdout: '' })
    expect(dry.stderr).toMatch(
      new RegExp(`^Would take ${count(offers)} offers and ${count(totalStock)} numbers, seen \\d+ s ago, of hero-sms`),
    )
    const wrong = await run('forget', 'hero-sms', '--confirm', 'hero')
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('repeat the name') })
    expect(await totals()).toEqual(before)

    expect(await run('forget', 'hero-sms', '--confirm', 'hero-sms')).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^Took .* of hero-sms out of all totals\.\n$/),
    })
    expect(await totals()).toEqual({
      rows: offers,
      offers: 0,
      services: 0,
      countries: 0,
      active: 0,
      pairs: 0,
      gone: offers,
    })
    expect((await run('verify')).stdout).not.toContain('hero-sms (') // it is no catalog any more
    expect(await run('forget', 'hero-sms')).toMatchObject({ code: 1, stderr: expect.stringContaining('no catalog') })

    expect((await sync()).code).toBe(0)
    expect(await totals()).toMatchObject({ offers, services: totalStock, countries: totalStock })
    expect((await run('verify')).code).toBe(0)
  })

  it('refuses what is configured, and what another process is syncing', async () => {
    expect((await sync()).code).toBe(0)
    const before = await totals()
    const configured = await runOnesms(['forget', 'hero-sms', '--confirm', 'hero-sms'], {
      environment: provided.environment,
    })
    expect(configured).toMatchObject({ code: 2, stderr: expect.stringContaining('is configured') })

    expect(await acquireLease(provided.database, 'catalog:hero-sms', 'another')).not.toBeNull()
    expect(await run('forget', 'hero-sms', '--confirm', 'hero-sms')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Another process is syncing hero-sms'),
    })
    expect(await totals()).toEqual(before)
  })
})
