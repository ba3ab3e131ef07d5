import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type DaemonOptions, startDaemon } from './daemon.ts'
import { connect } from './db/connect.ts'
import { providerOf, small } from './jobs/__fixtures__/made-provider.ts'
import { type CatalogDatabase, createCatalogDatabase } from './scheduler/__fixtures__/catalog-database.ts'
import type { FinishedRun } from './scheduler/finished-run.ts'
import { createTestDatabase } from './testing/database.ts'
import { until } from './testing/until.ts'

let database: CatalogDatabase
beforeAll(async () => {
  database = await createCatalogDatabase()
})
beforeEach(() => database.clear())
afterAll(() => database?.drop())

const sync = { services: '*/5 * * * *', countries: '0 * * * *' }
const start = (different: Partial<DaemonOptions> = {}) =>
  startDaemon({
    database,
    providers: [],
    sync,
    http: { port: 0 },
    onError: error => {
      throw error
    },
    ...different,
  })
const isListening = (port: number) =>
  fetch(`http://127.0.0.1:${port}/livez`).then(
    () => true,
    () => false,
  )
/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const daemon = await start()
  await daemon.stop()
  return Number(new URL(daemon.url).port)
}

describe('startDaemon', () => {
  it('syncs and serves until it is stopped, which may be asked for more than once', async () => {
    const daemon = await start({ providers: [providerOf(() => small)] })
    const services = async () =>
      ((await (await fetch(`${daemon.url}/v1/services`)).json()) as { readonly data: readonly unknown[] }).data
    await until('the services', async () => (await services()).length === 2)
    expect((await fetch(`${daemon.url}/readyz`)).status).toBe(200)
    await Promise.all([daemon.stop(), daemon.stop()])
    await daemon.stop()
    expect(await isListening(Number(new URL(daemon.url).port))).toBe(false)
  })

  it('tells how each run ended', async () => {
    const runs: FinishedRun[] = []
    const provider = providerOf(() => small, { onScan: () => Promise.reject(new Error('no answer')) })
    const daemon = await start({ providers: [provider], onRun: run => runs.push(run) })
    await until('the ends of both jobs', () => runs.length === 2)
    await daemon.stop()
    const result = { status: 'failed', reason: 'no answer' }
    expect(runs).toMatchObject([
      { job: 'services', provider: { id: provider.id }, id: expect.any(Number), phase: 'reading', result },
      { job: 'countries', provider: { id: provider.id }, id: expect.any(Number), phase: 'reading', result },
    ])
  })

  it('starts nothing on a database that was not migrated', async () => {
    const port = await freePort()
    const empty = await createTestDatabase()
    const sql = connect({ url: empty.url })
    const started = start({ database: { sql, schema: 'onesms' }, http: { port } })
    await expect(started).rejects.toThrow('is not up to date')
    expect(await isListening(port)).toBe(false)
    await sql.end()
    await empty.drop()
  })

  it('starts nothing with a cron expression that is none', async () => {
    const port = await freePort()
    await expect(start({ sync: { ...sync, countries: 'often' }, http: { port } })).rejects.toThrow()
    expect(await isListening(port)).toBe(false)
  })
})
