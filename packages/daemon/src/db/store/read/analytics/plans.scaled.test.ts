import { afterAll, beforeAll, expect, it } from 'vitest'
import { seedPurchase } from '../../../../http/analytics/__fixtures__/numbers.ts'
import { openTestApp, type TestApp } from '../../../../http/testing/test-app.ts'
import { countryFiguresQuery } from './country-figures.ts'
import { changesQuery } from './offer-history.ts'
import { outcomeKeys, outcomesQuery } from './outcomes.ts'

const NUMBERS = process.env['ONESMS_TEST_TIER'] === 'full' ? 1_000_000 : 100_000
const DAY = 86_400_000

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
  const { sql, schema } = app.database
  await seedPurchase(app.database)
  // A year of numbers of 50 subjects, 100 services and 50 countries.
  await sql`
    insert into ${sql(schema)}.activations (
      id, kind, account, intent_id, subject, status, service, country, price, currency, refund, snapshot, bought_at,
      observed_at, first_message_at, ended_at)
    select 'alpha:' || n, 'activation', 'alpha', 'seed', 's' || n % 50, 'completed', 'service' || n % 100,
      'C' || (n / 100) % 50, 0.25, 'USD', 'none', jsonb_build_object('reason', null, 'padding', repeat('x', 500)), at, at,
      case when n % 3 > 0 then at + interval '20 s' end, at + interval '15 min'
    from (select n, clock_timestamp() - n * interval '1 year' / ${NUMBERS}::int as at from generate_series(1, ${NUMBERS}::int) n) x`
  await sql`
    insert into ${sql(schema)}.offer_changes (
      provider, native_service, native_country, operator, supplier, service, country, changed_at, change,
      old_price, price, old_stock, stock)
    select 'alpha', n % 100, (n / 100) % 50, '', '', 'service' || n % 100, 'C' || (n / 100) % 50,
      clock_timestamp() - n * interval '90 days' / ${NUMBERS}::int, 'changed', 0.1, 0.2, 1, 2
    from generate_series(1, ${NUMBERS}::int) n`
  await sql`analyze ${sql(schema)}.activations`
  await sql`analyze ${sql(schema)}.offer_changes`
}, 120_000)
afterAll(() => app.close())

interface Plan {
  readonly 'Node Type': string
  readonly 'Index Name'?: string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly Plan[]
}

/** How the database would go about it: its scans, each with the index it goes by. */
async function scansOf(query: ReturnType<typeof outcomesQuery>): Promise<readonly string[]> {
  const rows = await app.database.sql<
    { 'QUERY PLAN': readonly { readonly Plan: Plan }[] }[]
  >`explain (format json) ${query}`
  const walk = (plan: Plan): string[] => [
    ...(plan['Index Name'] ? [plan['Index Name']] : []),
    ...(plan['Node Type'] === 'Seq Scan' ? [`all of ${plan['Relation Name']}`] : []),
    ...(plan.Plans ?? []).flatMap(walk),
  ]
  return rows.flatMap(row => row['QUERY PLAN'].flatMap(({ Plan }) => walk(Plan)))
}

const window = (days: number) => ({ from: new Date(Date.now() - days * DAY), to: new Date() })
const question = { by: [...outcomeKeys], limit: 101 }

it("outcomes of a subject go by the index of its numbers, and everybody's by that of time", async () => {
  const own = await scansOf(outcomesQuery(app.database, { ...question, filter: { ...window(7), subject: 's7' } }))
  expect(own).toEqual(['activations_by_subject'])
  const all = await scansOf(outcomesQuery(app.database, { ...question, filter: window(7) }))
  expect(all).toEqual(['activations_by_time'])
})

it('the ranking of countries goes by the numbers of the service', async () => {
  const scans = await scansOf(countryFiguresQuery(app.database, { ...window(30), service: 'service7' }))
  expect(scans.filter(scan => scan.includes('activations'))).toEqual(['activations_by_service'])
  expect(scans).not.toContain('all of activations')
})

it('history goes by the changes of the service in the country', async () => {
  const filter = { service: 'service7', country: 'C7', ...window(30), limit: 50_000 }
  const scans = await scansOf(changesQuery(app.database, filter))
  expect(new Set(scans)).toEqual(new Set(['offer_changes_by_service']))
})

it('a quarter of a year of everybody is told within a few seconds', async () => {
  const begun = performance.now()
  const rows = await app.database.sql`${outcomesQuery(app.database, { ...question, filter: window(92) })}`
  expect(rows).toHaveLength(101)
  expect(performance.now() - begun).toBeLessThan(5_000)
})
