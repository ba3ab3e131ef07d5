import { createClient } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator } from '@onesms/sdk/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createIntentStore } from '../../db/store/intents.ts'
import { countAll } from '../../observability/count-all.ts'
import { createMetrics, type Metrics } from '../../observability/metrics.ts'
import { observeStore } from '../../observability/observe-store.ts'
import { createApp } from '../app.ts'
import { knownToken, tokenOf } from '../testing/guarded-app.ts'
import { absentPool, openTestApp, type TestApp } from '../testing/test-app.ts'
import { serveMetrics } from './metrics-server.ts'

const SUBJECT = 'canary-subject'
let app: TestApp
let metrics: Metrics
let ask: (path: string) => Promise<Response>
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())
beforeEach(() => {
  app.pool = app.database.sql
  metrics = createMetrics({ periods: { services: 300 } })
  const counted = countAll({ providers: [] }, metrics)
  const { fetch } = createApp({
    database: {
      schema: app.database.schema,
      get sql() {
        return app.pool
      },
    },
    metrics,
    clock: app.clock,
    isReady: () => true,
    ...counted,
    triggerSync: async (_, { id }) => ({ provider: id, id: 1, state: 'running' }),
    onError: error => app.errors.push(error),
    tokens: [knownToken(SUBJECT, ['admin', 'catalog:read'])],
  })
  ask = path =>
    fetch(new Request(`http://localhost${path}`, { headers: { authorization: `Bearer ${tokenOf(SUBJECT)}` } }))
})

const scrape = async () => (await ask('/metrics')).text()
const seriesOf = (text: string, series: string) => {
  const line = text.split('\n').find(line => line.startsWith(`${series} `))
  return line === undefined ? undefined : Number(line.slice(series.length + 1))
}

describe('GET /metrics', () => {
  it('tells what the tables hold, and what is configured', async () => {
    const { sql } = app.database
    await sql`
      insert into onesms.sync_runs (job, provider, trigger, status, holder, started_at, finished_at)
      select 'services', 'alpha', 'schedule', status, 'test', now() - age * interval '1 second', now() - age * interval '1 second' + interval '3 seconds'
      from (values ('succeeded', 900), ('rejected', 600), ('skipped', 500), ('rejected', 300)) runs (status, age)`
    await sql`insert into onesms.balances (account, amount, currency) values ('alpha', 12.345678, 'USD')`
    await app.clock.advance(5_000)
    const text = await scrape()
    expect(seriesOf(text, 'onesms_up{part="database"}')).toBe(1)
    expect(seriesOf(text, 'onesms_sync_period_seconds{kind="services"}')).toBe(300)
    expect(seriesOf(text, 'onesms_sync_rejected_in_a_row{provider="alpha",kind="services"}')).toBe(2)
    expect(seriesOf(text, 'onesms_sync_duration_seconds{provider="alpha",kind="services"}')).toBeCloseTo(3)
    const success = seriesOf(text, 'onesms_sync_last_success_timestamp_seconds{provider="alpha",kind="services"}')
    expect(Math.abs((success ?? 0) - (Date.now() / 1_000 - 897))).toBeLessThan(20)
    expect(seriesOf(text, 'onesms_catalog_rows{provider="alpha"}')).toBe(8)
    expect(seriesOf(text, 'onesms_catalog_tombstones{provider="alpha"}')).toBe(1)
    expect(seriesOf(text, 'onesms_catalog_stale_partitions{provider="alpha"}')).toBe(1)
    expect(seriesOf(text, 'onesms_provider_balance{account="alpha",currency="USD"}')).toBeCloseTo(1234.5678)
    expect(seriesOf(text, 'onesms_purchase_unknown_age_seconds')).toBe(0)
  })

  it('asks the database once in five seconds, whoever asks, and counts the offers once per catalog', async () => {
    await app.clock.advance(5_000)
    const before = app.statements
    await scrape()
    const first = app.statements
    expect(first).toBeGreaterThanOrEqual(before)
    const looks: string[] = []
    app.pool = new Proxy(app.database.sql, {
      apply: (target, self, args) => {
        looks.push(String(args[0]))
        return Reflect.apply(target, self, args)
      },
    })
    await Promise.all(Array.from({ length: 20 }, scrape))
    expect(looks).toEqual([])
    await app.clock.advance(5_000)
    await Promise.all(Array.from({ length: 20 }, scrape))
    expect(looks.filter(statement => statement.includes('count(*) filter (where available)'))).toEqual([])
    expect(looks.filter(statement => statement.includes('as jobs'))).toHaveLength(1)
  })

  it('T36 goes on without a database: it says so, keeps what the process knows, and no old figure', async () => {
    await app.clock.advance(5_000)
    await ask('/v1/services')
    app.pool = absentPool()
    const response = await ask('/metrics')
    expect(response.status).toBe(200)
    const text = await response.text()
    expect(seriesOf(text, 'onesms_up{part="database"}')).toBe(0)
    expect(seriesOf(text, 'onesms_http_requests_total{method="GET",route="/v1/services",status="200"}')).toBe(1)
    expect(text).not.toMatch(/^onesms_catalog_rows\{/m)
    expect(seriesOf(text, 'onesms_purchase_unknown_age_seconds')).toBeNaN()
    app.pool = app.database.sql
    expect(seriesOf(await scrape(), 'onesms_up{part="database"}')).toBe(0) // as looked at a moment ago
    await app.clock.advance(5_000)
    expect(seriesOf(await scrape(), 'onesms_up{part="database"}')).toBe(1)
  })

  it('T36 gives a stranger no way to make labels', async () => {
    for (let count = 0; count < 30; count += 1) await ask(`/v1/stranger/${count}`)
    const text = await scrape()
    expect(seriesOf(text, 'onesms_http_requests_total{method="GET",route="elsewhere",status="404"}')).toBe(30)
    expect(text).not.toContain('stranger')
  })

  it('T36 counts purchases, calls and spending, and names no phone, subject, number or purchase', async () => {
    const emulator = createHandlerApiEmulator({
      clock: app.clock,
      size: { services: 3, countries: 2 },
      autoSms: false,
      magicServices: true,
    })
    const { providers } = countAll(
      { providers: [heroSms({ apiKey: emulator.apiKey, fetch: emulator.fetch })] },
      metrics,
    )
    const [provider] = providers
    if (!provider) throw new Error('there is one')
    const client = createClient({
      provider,
      store: observeStore(createIntentStore(app.database), metrics),
      clock: app.clock,
    })
    const activation = await client.activations.buy(
      { service: { nativeId: 'mute' }, country: { nativeId: String(emulator.catalog.countries[0]?.id) } },
      { idempotencyKey: 'canary-key' },
    )
    emulator.faults.inject({ kind: 'bad-key', action: 'getBalance' })
    await client.account.balance().catch(() => {})
    for await (const batch of provider.catalog.scan({}, {})) if (batch) break
    await app.clock.advance(5_000)
    const text = await scrape()
    const { snapshot } = activation
    expect(seriesOf(text, 'onesms_purchases_total{account="hero-sms",result="confirmed"}')).toBe(1)
    expect(seriesOf(text, 'onesms_spend_minor_units_total{account="hero-sms",currency="USD"}')).toBeCloseTo(
      Number(snapshot.price?.amount) * 100,
    )
    expect(text).toMatch(
      /onesms_provider_requests_total\{provider="hero-sms",action="activations.purchase",result="ok"\} 1/,
    )
    expect(text).toMatch(/action="account.balance",result="authentication"\} 1/)
    expect(text).toMatch(/action="catalog.scan",result="aborted"\} 1/)
    expect(seriesOf(text, 'onesms_activations{account="hero-sms",status="waiting"}')).toBe(1)
    expect(snapshot.phone).toMatch(/\d{8}/)
    for (const secret of [
      snapshot.phone,
      snapshot.phone.slice(-8),
      snapshot.id,
      snapshot.nativeId,
      'canary',
      emulator.apiKey,
    ])
      expect(text).not.toContain(secret)
    void client.close() // in a time that stands still
  })

  it('has names with one prefix, and labels of few values alone', async () => {
    const labels = new Set<string>()
    const LABELS = ['account', 'action', 'currency', 'guard', 'kind', 'limit', 'method', 'part', 'provider', 'reason']
    for (const metric of metrics.registry.getMetricsAsArray()) {
      expect(metric.name).toMatch(/^onesms_[a-z_]+$/)
      for (const label of (metric as unknown as { labelNames: readonly string[] }).labelNames) labels.add(label)
    }
    const more = ['result', 'route', 'source', 'state', 'status', 'valid', 'version', 'node']
    expect([...labels].filter(label => ![...LABELS, ...more].includes(label))).toEqual([])
  })
})

describe('the port of metrics', () => {
  it('answers without a token, to names it knows, and has nothing else', async () => {
    const server = await serveMetrics({
      database: app.database,
      metrics,
      port: 0,
      host: '127.0.0.1',
      hosts: [],
      onError: error => app.errors.push(error),
    })
    try {
      const text = await (await fetch(`${server.url}/metrics`)).text()
      expect(seriesOf(text, 'onesms_up{part="database"}')).toBe(1)
      for (const path of ['/', '/v1/services', '/livez']) expect((await fetch(`${server.url}${path}`)).status).toBe(404)
      expect((await fetch(`${server.url}/metrics`, { method: 'POST' })).status).toBe(404)
    } finally {
      await server.close()
    }
  })
})
