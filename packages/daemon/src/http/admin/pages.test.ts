import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAccounts } from '../../accounts/accounts.ts'
import { createIntentStore } from '../../db/store/intents.ts'
import { saveSubscriptions } from '../../outbox/endpoints.ts'
import { enqueue } from '../../outbox/enqueue.ts'
import { type CatalogDatabase, createCatalogDatabase } from '../../scheduler/__fixtures__/catalog-database.ts'
import { type AppContext, createApp } from '../app.ts'
import { knownToken, tokenOf } from '../testing/guarded-app.ts'
import { stubProvider } from '../testing/stub-provider.ts'
import { absentPool } from '../testing/test-app.ts'
import { ASSETS } from './assets.ts'

const PAGES = ['/admin', '/admin/purchases', '/admin/numbers', '/admin/prices', '/admin/system']
const LIMIT = 500

let database: CatalogDatabase
const errors: unknown[] = []
beforeAll(async () => {
  database = await createCatalogDatabase()
})
afterAll(() => database?.drop())

const app = (different: Partial<AppContext> = {}) =>
  createApp({
    database,
    providers: [],
    isReady: () => true,
    onError: error => errors.push(error),
    tokens: [knownToken('admin', ['admin'])],
    schedule: { services: '*/5 * * * *' },
    triggerSync: async () => ({ provider: 'alpha', id: 1, state: 'running' as const }),
    ...different,
  })
const ask = ({ fetch }: ReturnType<typeof createApp>, path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(new Request(`http://localhost${path}`, { headers }))
const asAdmin = { authorization: `Bearer ${tokenOf('admin')}` }

/** The shortest of some answers: the machine does other things, too. */
async function timeOf(here: ReturnType<typeof createApp>, path: string): Promise<number> {
  const times: number[] = []
  for (let turn = 0; turn < 5; turn += 1) {
    const begin = performance.now()
    const response = await ask(here, path, asAdmin)
    expect([path, response.status, await response.text()]).toEqual([path, 200, expect.stringContaining('<main')])
    times.push(performance.now() - begin)
  }
  return Math.min(...times)
}

describe('every page of the admin page', () => {
  it.each(PAGES)('answers on an empty database without a provider: %s', async path => {
    expect(await timeOf(app(), path)).toBeLessThan(LIMIT)
    expect(errors).toEqual([])
  })

  it('answers within half a second over 10,000 runs, 10,000 changes of a price and providers that are down', async () => {
    const { sql, schema } = database
    const s = sql(schema)
    await sql`insert into ${s}.providers (id, name, currency) values ('alpha', 'Alpha', 'USD'), ('beta', 'Beta', 'USD')`
    await sql`
      insert into ${s}.sync_runs (job, provider, trigger, status, holder, started_at, finished_at, reason)
      select case when n % 6 = 0 then 'countries' else 'services' end, case when n % 2 = 0 then 'alpha' else 'beta' end,
        'schedule', 'failed', 'p', clock_timestamp() - n * interval '1 minute', clock_timestamp(), 'alpha does not answer'
      from generate_series(1, 10000) n`
    await sql`
      insert into ${s}.offers (provider, native_service, native_country, service, country, price, currency, stock, run_token)
      values ('alpha', 'tg', '16', 'telegram', 'GB', 1, 'USD', 5, 1)`
    await sql`
      insert into ${s}.offer_changes (
        provider, native_service, native_country, operator, supplier, service, country, changed_at, change, old_price, price, old_stock, stock)
      select 'alpha', 'tg', '16', '', '', 'telegram', 'GB', clock_timestamp() - n * interval '30 seconds', 'changed', n % 7, n % 5, n, n + 1
      from generate_series(1, 10000) n`
    await sql`
      insert into ${s}.purchase_intents (id, account, idempotency_key, targets, state, sent_at, doubt)
      select 'i' || n, 'alpha', 'k' || n, '[{"provider":"alpha","service":"tg","country":"16"}]', 'unknown', clock_timestamp(), 'no answer'
      from generate_series(1, 2000) n`
    const down = (id: string) => stubProvider(id, () => new Promise(() => {}))
    const providers = [down('alpha'), down('beta')]
    const here = app({ providers, accounts: openAccounts({ providers, store: createIntentStore(database) }) })
    for (const path of [...PAGES, '/admin/prices?service=telegram&country=GB']) {
      expect([path, (await timeOf(here, path)) < LIMIT]).toEqual([path, true])
    }
    expect(errors).toEqual([])
  })

  it('shows what was given up, sends it again, and writes down who had it sent', async () => {
    const { sql, schema } = database
    const s = sql(schema)
    await saveSubscriptions(database, [{ id: 'shop', types: ['balance.low'], subjects: null }])
    await enqueue(database, { type: 'balance.low', orderingKey: 'balance:alpha', payload: {} })
    await sql`
      update ${s}.webhook_deliveries set state = 'dead', attempts = 11, last_result = 'HTTP 500 <b>', settled_at = clock_timestamp()`
    const page = await (await ask(app(), '/admin/system', asAdmin)).text()
    expect(page).toContain('HTTP 500 &lt;b&gt;')
    const [, event = ''] = /name="event" value="(evt_[^"]+)"/.exec(page) ?? []
    const replay = (event: string) =>
      app().fetch(
        new Request('http://localhost/admin/webhooks/replay', {
          method: 'POST',
          headers: asAdmin,
          body: new URLSearchParams({ event, endpoint: 'shop' }),
        }),
      )
    expect((await replay('evt_other')).status).toBe(400)
    const sent = await replay(event)
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/admin/system?done=replayed'])
    expect(await sql`select state from ${s}.webhook_deliveries`).toMatchObject([{ state: 'pending' }])
    const deeds = await sql`select actor, reason from ${s}.audit where action = 'replay' order by id`
    expect(deeds.at(-1)).toEqual({ actor: 'admin', reason: `${event} to shop` })
  })

  it.each(PAGES)('says in a page that the database does not answer: %s', async path => {
    const pool = absentPool()
    const response = await ask(app({ database: { ...database, sql: pool } }), path, asAdmin)
    expect([response.status, await response.text()]).toEqual([
      503,
      expect.stringContaining('The database does not answer'),
    ])
    await pool.end()
  })

  it.each([...PAGES, '/admin/login'])(
    'T37 is kept by nobody, framed by nobody, and asks nothing from elsewhere: %s',
    async path => {
      const { headers } = await ask(app(), path, asAdmin)
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
        'referrer-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'content-security-policy':
          "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      })
    },
  )

  it.each(PAGES)('has no script, style or handler of its own in it: %s', async path => {
    const page = await (await ask(app(), path, asAdmin)).text()
    expect(page).not.toMatch(/<style|\sstyle=|<script(?! type="module" src="\/admin\/)|\son\w+=|https?:\/\//i)
  })

  it.each(Object.values(ASSETS))('an asset may be kept for ever: another content has another name: %s', async path => {
    const { status, headers } = await ask(app(), path)
    expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
  })
})
