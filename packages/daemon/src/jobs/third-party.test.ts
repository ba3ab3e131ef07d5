import type { OfferBatch, Provider } from '@onesms/sdk'
import { noActivations, unknownTraits } from '@onesms/sdk/testing'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStage, type Stage } from '../testing/stage.ts'

// The providers of the SDK clean what they read; a provider of the user's own may not.

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const services = Array.from({ length: 200 }, (_, index) => ({
  slug: null,
  nativeId: `s${index}`,
  name: `Service ${index}`,
}))

function provider({ names = {}, extra = [] }: { names?: Record<string, string>; extra?: readonly string[] }): Provider {
  const rows = [...services.map(({ nativeId }) => nativeId), ...extra]
  const batch = (country: string): OfferBatch => ({
    kind: 'offers',
    provider: 'own',
    country,
    currency: 'EUR',
    service: rows,
    operator: null,
    supplier: null,
    price: rows.map(() => '0.5'),
    stock: rows.map(() => 7),
  })
  return {
    spec: 1,
    id: 'own',
    name: 'Own',
    currency: 'EUR',
    traits: unknownTraits,
    activations: noActivations,
    account: { balance: async () => ({ amount: '1', currency: 'EUR' }) },
    catalog: {
      services: async () => services.map(service => ({ ...service, name: names[service.nativeId] ?? service.name })),
      countries: async () => ['1', '2'].map(nativeId => ({ iso: null, nativeId, name: `Country ${nativeId}` })),
      offers: async () => [],
      async *scan() {
        for (const country of ['1', '2']) yield batch(country)
        const problems = { price: 0, stock: 0, id: 0, duplicate: 0, zeroPrice: 0, caseVariant: 0 }
        return { requests: 2, bytes: 100, rows: 2 * rows.length, problems, missing: [], partial: false }
      },
    },
  }
}

it('D25 the same key twice is taken once', async () => {
  const result = await stage.sync('services', { provider: provider({ extra: ['s1'] }) })
  expect(result).toMatchObject({ rowsRead: 400, details: { duplicates: 2 } })
  expect(await stage.complaints()).toEqual([])
})

it('D26 a NUL, half a surrogate pair or a line break in a name does not stop the batch', async () => {
  const names = { s0: 'a\u0000b', s1: 'half \ud83d', s2: 'two\nlines\t', s3: '\u0000' }
  expect(await stage.sync('services', { provider: provider({ names }) })).toMatchObject({ rowsRead: 400 })
  const rows = await stage.database.sql<{ name: string }[]>`
    select name from onesms.services where code in ('own:s0', 'own:s1', 'own:s2', 'own:s3') order by code`
  for (const { name } of rows) expect(name).toMatch(/^[^\p{Cc}]+$/u)
  expect(await stage.complaints()).toEqual([])
})

it('D26 an id that no database takes costs its row at most, never the catalog', async () => {
  expect(await stage.sync('services', { provider: provider({}) })).toMatchObject({ status: 'succeeded' })
  const before = await stage.hash()
  const result = await stage.sync('services', { provider: provider({ extra: ['bad\u0000id'] }) })
  expect(['succeeded', 'partial', 'failed', 'rejected']).toContain(result.status)
  expect(await stage.hash()).toBe(before)
  expect(await stage.complaints()).toEqual([])
})

it('D30 a native id that changes its name is noted', async () => {
  await stage.sync('services', { provider: provider({}) })
  const result = await stage.sync('services', { provider: provider({ names: { s5: 'Another Brand' } }) })
  expect(JSON.stringify('details' in result && result.details)).toContain('Another Brand')
})

it('two providers share tables, not rows: sums are over both', async () => {
  await stage.sync()
  await stage.sync('services', { provider: provider({}) })
  const rows = await stage.database.sql`select provider, count(*) as offers from onesms.offers group by 1 order by 1`
  expect(rows).toEqual([
    { provider: 'hero-sms', offers: 1250 },
    { provider: 'own', offers: 400 },
  ])
  await stage.sync()
  expect(await stage.complaints()).toEqual([])
})
