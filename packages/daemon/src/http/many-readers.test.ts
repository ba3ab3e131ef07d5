import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CatalogDatabase, createCatalogDatabase } from '../scheduler/__fixtures__/catalog-database.ts'
import { createApp } from './app.ts'
import { knownToken, tokenOf } from './testing/guarded-app.ts'

let database: CatalogDatabase
beforeAll(async () => {
  database = await createCatalogDatabase()
})
afterAll(() => database?.drop())

it('D44 clients who read more than the database can answer are answered in turn, and neither health nor others wait for them', async () => {
  const { sql } = database
  const errors: unknown[] = []
  const pool = database.connect(5)
  const app = createApp({
    database: pool,
    providers: [],
    isReady: () => true,
    onError: error => errors.push(error),
    tokens: [knownToken('ann', ['catalog:read', 'activation:read', 'admin'])],
    triggerSync: async (_, { id }) => ({ provider: id, id: 1, state: 'running' }),
  })
  const headers = { authorization: `Bearer ${tokenOf('ann')}` }
  const get = (path: string) => app.fetch(new Request(`http://localhost${path}`, { headers }))
  const statusOf = async (path: string) => (await get(path)).status
  let readers: Promise<number>[] = []
  await sql.begin(async tx => {
    await tx`lock table onesms.sync_runs in access exclusive mode`
    readers = Array.from({ length: 100 }, () => statusOf('/v1/sync/logs'))
    expect(await Promise.all(['/readyz', '/startupz', '/v1/purchases?key=k'].map(statusOf))).toEqual([200, 200, 404])
    await pool.sql`select 1`
  })
  expect(new Set(await Promise.all(readers))).toEqual(new Set([200]))
  expect(errors).toEqual([])
})
