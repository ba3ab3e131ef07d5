import { ConfigurationError } from '@onesms/sdk'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { explain } from '../../cli/explain.ts'
import { batchOf, providerOf, small, type Told } from '../../jobs/__fixtures__/made-provider.ts'
import { type CatalogDatabase, createCatalogDatabase } from '../../scheduler/__fixtures__/catalog-database.ts'
import { createRunner } from '../../scheduler/runner.ts'
import { inspect } from './inspect.ts'
import { readTop, readTotals } from './summary.ts'

let database: CatalogDatabase
beforeAll(async () => {
  database = await createCatalogDatabase()
})
beforeEach(() => database.clear())
afterAll(() => database?.drop())

const { signal } = new AbortController()
const schedule = { services: '0 0 1 1 *', countries: '0 0 1 1 *' }

async function sync(told: Told = small, scan?: { readonly services: readonly string[] }): Promise<string> {
  const runner = createRunner({ database, holder: 'test', schedule, scan })
  const { status } = await runner.run({ job: 'services', provider: providerOf(() => told), trigger: 'manual', signal })
  return status
}
const explained = async () => explain(await inspect(database))

describe('what the tables hold', () => {
  it('is told, and adds up', async () => {
    await sync()
    const facts = await inspect(database)
    expect(facts).toMatchObject({
      catalogs: [
        {
          provider: 'made-up',
          name: 'Made Up',
          offers: 3,
          stock: 10,
          tombstones: 0,
          missing: 0,
          services: 2,
          unmappedServices: 1,
          countries: 2,
          unmappedCountries: 0,
          staleCountries: 0,
          lastScan: { offers: 3, stock: 10, heldOffers: 3, heldStock: 10 },
        },
      ],
      contradictions: { serviceTotals: 0, countryTotals: 0, orphans: 0 },
      lastRuns: [{ job: 'services', provider: 'made-up', status: 'succeeded', reason: null }],
    })
    expect(explain(facts)).toEqual({
      ok: true,
      lines: [
        'made-up (Made Up): 3 offers, 10 numbers, seen 0 s ago',
        "made-up: 2 services (1 under the provider's own name), 2 countries (0 under the provider's own name)",
        'made-up: last run of services 0 s ago: succeeded',
        'Everything adds up.',
      ],
    })
  })

  it('is nothing at first, which is said', async () => {
    expect(await explained()).toEqual({
      ok: false,
      lines: ['Does not add up: There is no catalog yet. Run: onesms sync services --once'],
    })
  })

  it('still adds up when offers are missing, a country is stale or is not listed any more, or a scan was narrow', async () => {
    const ids = Array.from({ length: 10 }, (_, index) => `s${index}`)
    const batch = (country: string, from = 0) =>
      batchOf(
        country,
        ids.slice(from).map(id => [id, '1', 5]),
      )
    const countries = Array.from({ length: 10 }, (_, index) => ({ iso: null, nativeId: `${index}`, name: `${index}` }))
    const all: Told = { countries, batches: countries.map(({ nativeId }) => batch(nativeId)) }
    const first = all.batches?.slice(0, 1) ?? []
    const rest = all.batches?.slice(1) ?? []
    expect(await sync(all)).toBe('succeeded')

    expect(await sync({ ...all, batches: [batch('0', 3), ...rest] })).toBe('succeeded')
    expect((await explained()).lines).toContain('made-up: 3 offers were missing in the last scan and are kept for now')
    expect((await explained()).ok).toBe(true)

    const error = new ConfigurationError('no answer')
    expect(
      await sync({ ...all, batches: [{ kind: 'failed', provider: 'made-up', country: '0', error }, ...rest] }),
    ).toBe('partial')
    expect((await explained()).lines).toContain('made-up: 1 countries are stale, see the table stale_partitions')
    expect((await explained()).ok).toBe(true)

    expect(await sync({ ...all, countries: countries.slice(1), batches: rest })).toBe('succeeded')
    expect((await explained()).ok).toBe(true)

    expect(await sync({ ...all, countries: countries.slice(0, 1), batches: first }, { services: ['GB'] })).toBe(
      'succeeded',
    )
    expect((await explained()).ok).toBe(true)
  })

  it('does not count runs that were skipped as the last', async () => {
    await sync()
    await database.sql`
      insert into onesms.sync_runs (job, provider, trigger, status, holder) values ('services', 'made-up', 'manual', 'skipped', 'x')`
    expect((await inspect(database)).lastRuns).toMatchObject([{ status: 'succeeded' }])
  })

  it('is summed up', async () => {
    await sync()
    expect(await readTotals(database)).toEqual({
      services: 2,
      activeServices: 1,
      countries: 2,
      activeCountries: 2,
      offers: 3,
      totalAvailable: 10,
    })
    expect(await readTop(database, 'countries', 1)).toEqual([
      { code: 'GB', name: 'United Kingdom', total_available: 10 },
    ])
  })
})

describe('what does not add up', () => {
  it.each([
    [
      `update onesms.services set total_available = 11 where code = 'telegram'`,
      '1 services have a total that is not the sum of their offers',
    ],
    [
      `update onesms.countries set total_available = 0 where code = 'GB'`,
      '1 countries have a total that is not the sum of their offers',
    ],
    [`delete from onesms.countries where code = 'DE'`, '1 services or countries have offers, but no row of their own'],
    [
      `delete from onesms.offers where native_country = '43'`,
      'made-up holds 2 offers and 10 numbers of what its last scan saw, which were 3 and 10',
    ],
    [
      `update onesms.offers set stock = 7 where native_country = '43'`,
      'made-up holds 3 offers and 17 numbers of what its last scan saw, which were 3 and 10',
    ],
  ])('after %s', async (damage, complaint) => {
    await sync()
    await database.sql.unsafe(damage)
    const { lines, ok } = await explained()
    expect(ok).toBe(false)
    expect(lines).toContain(`Does not add up: ${complaint}`)
  })
})
