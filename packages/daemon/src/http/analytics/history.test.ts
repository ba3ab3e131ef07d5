import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriesOf } from '../../analytics/series.ts'
import { readKnownSince, readOfferHistory } from '../../db/store/read/analytics/offer-history.ts'
import { openStage } from '../../testing/stage.ts'
import { guardedApp } from '../testing/guarded-app.ts'
import { openTestApp, type TestApp } from '../testing/test-app.ts'

const line = {
  provider: 'alpha',
  native_service: 'tg',
  native_country: '16',
  supplier: '',
  service: 'telegram',
  country: 'GB',
}
const at = (time: string) => `2026-01-01T${time}:00Z`
const QUESTION = '/v1/analytics/history?service=telegram&country=GB'
const DAY = `${QUESTION}&provider=alpha&from=${at('00:00')}&to=${at('06:00')}`

interface Answer {
  readonly data: readonly { readonly provider: string; readonly points: readonly Record<string, unknown>[] }[]
  readonly next: string | null
}

describe('how price and stock moved', () => {
  let app: TestApp
  let open: ReturnType<typeof guardedApp>
  beforeAll(async () => {
    app = await openTestApp()
    open = guardedApp(app, [], { historyDays: 0 })
    const { sql, schema } = app.database
    // Of telegram in GB alpha sells now: 0.5 (5), o2 0.25 (untold), vodafone 0.25 (0), supplier 12 at 10 (3e9); one is gone.
    const changes = [
      {
        ...line,
        operator: '',
        changed_at: at('01:30'),
        change: 'changed',
        old_price: 0.1,
        price: 0.2,
        old_stock: 7,
        stock: 7,
      },
      {
        ...line,
        operator: '',
        changed_at: at('03:30'),
        change: 'changed',
        old_price: 0.2,
        price: 0.5,
        old_stock: 7,
        stock: 5,
      },
      {
        ...line,
        operator: 'gone',
        changed_at: at('02:00'),
        change: 'gone',
        old_price: 0.01,
        price: null,
        old_stock: 2,
        stock: null,
      },
      {
        ...line,
        operator: 'o2',
        changed_at: at('04:30'),
        change: 'returned',
        old_price: 0.3,
        price: 0.25,
        old_stock: 9,
        stock: null,
      },
    ]
    for (const change of changes) await sql`insert into ${sql(schema)}.offer_changes ${sql(change)}`
    await sql`
      insert into ${sql(schema)}.sync_runs (job, provider, trigger, status, holder, started_at, finished_at)
      values ('services', 'alpha', 'schedule', 'succeeded', 'x', ${at('00:20')}, ${at('00:30')})`
  })
  afterAll(() => app.close())

  const ask = async (path: string) => (await (await open.ask('GET', path)).json()) as Answer
  const many = 3_000_000_000

  it('is told at each step, with what was gone, new, sold out, untold, or not yet known', async () => {
    const { data } = await ask(DAY)
    expect(data).toMatchObject([{ provider: 'alpha', currency: 'USD', known_since: '2026-01-01T00:30:00.000Z' }])
    expect(data[0]?.points.map(({ price, stock, offers }) => [price, stock, offers])).toEqual([
      [null, null, null],
      ['0.01', many + 9, 4],
      ['0.2', many + 7, 3], // at that very instant one is gone
      ['0.2', many + 7, 3],
      ['0.5', many + 5, 3],
      ['0.25', many + 5, 4], // one has returned
    ])
  })

  it('is told in pages that together are the whole', async () => {
    const whole = await ask(DAY)
    const paged: unknown[] = []
    for (let cursor = ''; ; ) {
      const { data, next } = await ask(`${DAY}&limit=2${cursor && `&cursor=${cursor}`}`)
      paged.push(...(data[0]?.points ?? []))
      if (next === null) break
      cursor = next
    }
    expect(paged).toEqual(whole.data[0]?.points)
  })

  it('has one series for each provider, and nothing after now', async () => {
    const { data } = await ask(`${QUESTION}&from=2098-12-31T00:00:00Z&to=2099-01-01T00:00:00Z`)
    expect(data.map(({ provider }) => provider)).toEqual(['alpha', 'beta'])
    expect(data.flatMap(({ points }) => points).every(({ offers }) => offers === null)).toBe(true)
  })

  it.each([
    ['', 404, `${QUESTION.replace('telegram', 'nothing')}`],
    ['step', 400, `${QUESTION}&step=1m`],
    ['from', 400, `${QUESTION}&from=2020-01-01T00:00:00Z`],
    ['cursor', 400, `${QUESTION}&cursor=e30`],
    ['country', 400, '/v1/analytics/history?service=telegram'],
  ])('says what is wrong: %s', async (_, status, path) => {
    expect((await open.ask('GET', path)).status).toBe(status)
  })
})

it('what syncs wrote down tells what the catalog was after each of them', async () => {
  const stage = await openStage({ size: { services: 6, countries: 4, offersPerCountry: 6 } })
  const { sql } = stage.database
  const sync = () => stage.sync()
  await sync()
  const [offer] = stage.emulator.catalog.offers()
  if (!offer) throw new Error('the emulator sells nothing')
  const [names] = await sql<{ service: string; country: string }[]>`
    select service, country from onesms.offers where native_service = ${offer.service} and native_country = ${offer.country}`
  if (!names) throw new Error('it was not published')
  const { removeOffer, setOffer } = stage.emulator.catalog
  const tombstone = async () => {
    removeOffer(offer.country, offer.service)
    await sync()
    await sync()
    await sql`update onesms.offers set missing_since = missing_since - interval '31 minutes' where missing_since is not null`
  }
  const set = (price: string, stock: number) => async () => setOffer(offer.country, offer.service, { price, stock })
  const seen: { at: number; price: string | null; stock: number | null; offers: number }[] = []
  for (const change of [
    set('0.4', 7),
    set('0.4', 0),
    async () => {},
    tombstone,
    async () => {},
    set('0.6', 3),
    set('0.5', 3),
  ]) {
    await change()
    await sync()
    const [row] = await sql<{ at: Date; price: string | null; stock: number | null; offers: number }[]>`
      select date_trunc('milliseconds', clock_timestamp()) + interval '1 ms' as at, count(*) as offers,
        trim_scale(min(price) filter (where stock is distinct from 0))::text as price, coalesce(sum(stock), 0)::bigint as stock
      from onesms.offers where available and service = ${names.service} and country = ${names.country}`
    if (row) seen.push({ ...row, at: row.at.getTime() })
  }
  const instants = seen.map(({ at }) => at)
  const [first = 0, last = 0] = [instants[0], instants.at(-1)]
  const window = { from: new Date(first), to: new Date(last), limit: 1_000 }
  const history = await readOfferHistory(stage.database, { ...names, ...window })
  const since = await readKnownSince(stage.database)
  const [series] = seriesOf(history, { instants, kept: 0, since, until: last })
  expect(series?.points.map(point => ({ ...point, at: point.at.getTime() }))).toEqual(seen)
  expect(seen.map(({ offers }) => offers)).toContain(0)
  await stage.close()
})
