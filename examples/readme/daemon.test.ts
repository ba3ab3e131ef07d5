import './__fixtures__/mocks.ts'
import { fileURLToPath } from 'node:url'
import { loadConfig, startDaemon } from '@onesms/daemon'
import { expect, it, vi } from 'vitest'
import { silentLog } from '../../packages/daemon/src/observability/log.ts'
import { createCatalogDatabase } from '../../packages/daemon/src/scheduler/__fixtures__/catalog-database.ts'
import { until } from '../../packages/daemon/src/testing/until.ts'
import { atDaemon, hero } from './__fixtures__/stage.ts'

vi.mock('@onesms/sdk/providers/daemon', async importOriginal => {
  const { daemon } = await importOriginal<typeof import('@onesms/sdk/providers/daemon')>()
  return { daemon: (options: object) => daemon({ ...options, ...atDaemon }) }
})

/** As the README has it for curl. */
const order = { headers: { 'Idempotency-Key': 'order-17', 'Content-Type': 'application/json' }, method: 'POST' }

it('11: the daemon, its tables, and a purchase over HTTP', { timeout: 60_000 }, async () => {
  hero.catalog.setOffer('16', 'tg', { price: '0.18', stock: 412, flat: true })
  const config = await loadConfig({
    directory: fileURLToPath(new URL('.', import.meta.url)),
    environment: { ONESMS_TOKEN: atDaemon.token },
    file: fileURLToPath(new URL('./11-daemon.ts', import.meta.url)),
  })
  expect(config.http.port).toBe(8787)
  const database = await createCatalogDatabase()
  const daemon = await startDaemon({
    ...config,
    database,
    log: silentLog,
    http: { ...config.http, port: 0 },
    onError: error => {
      throw error
    },
  })
  try {
    const sellers = () => database.sql`SELECT DISTINCT provider FROM onesms.offers`
    await until('offers of both', async () => (await sellers()).length === 2)
    const cheapest = await database.sql`
      SELECT * FROM onesms.offers WHERE service = 'telegram' AND available ORDER BY price LIMIT 10`
    expect(cheapest.map(row => row['service'])).toEqual(Array(10).fill('telegram'))
    atDaemon.url = daemon.url
    const { connect } = await import('./daemon-client.ts')
    const client = connect(atDaemon.token)
    expect(await client.catalog.offers({ service: 'telegram', country: 'GB' })).not.toEqual([])
    const headers = { ...order.headers, Authorization: `Bearer ${atDaemon.token}` }
    const body = JSON.stringify({ provider: 'hero-sms', service: 'telegram', country: 'GB' })
    const answers = []
    for (const _ of [1, 2]) {
      const answer = await fetch(`${daemon.url}/v1/activations`, { ...order, headers, body })
      answers.push([answer.status, ((await answer.json()) as { readonly id: string }).id])
    }
    const { id } = hero.ledger.activations()[0] ?? {}
    expect(answers).toEqual([
      [201, `hero-sms:${id}`],
      [201, `hero-sms:${id}`],
    ])
    expect(hero.ledger.activations()).toHaveLength(1)
    await client.close()
  } finally {
    await daemon.stop()
    await database.drop()
  }
})
