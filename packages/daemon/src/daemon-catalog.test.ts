import { createClient } from '@onesms/sdk'
import { daemon } from '@onesms/sdk/providers/daemon'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestApp, type TestApp } from './http/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app?.close())

const open = (provider?: string) =>
  createClient({
    provider: daemon({
      url: 'http://127.0.0.1:9',
      fetch: (url, init) => app.fetch(new Request(url.replace('127.0.0.1:9', 'localhost'), init)),
      ...(provider && { provider }),
    }),
  })

it('the catalog of a daemon is one like any other: services, countries, offers, a scan', async () => {
  const { catalog } = open()
  const [services, countries] = [await catalog.services(), await catalog.countries()]
  expect(services).toContainEqual({
    slug: 'telegram',
    nativeId: 'telegram',
    name: expect.any(String),
    stock: expect.any(Number),
  })
  expect(services.some(({ stock }) => (stock ?? 0) > 0)).toBe(true)
  expect(countries.length).toBeGreaterThan(0)
  expect(countries.find(({ iso }) => iso === 'GB')).toMatchObject({ stock: expect.any(Number), successRate: 0.95 })
  const offers = await catalog.offers({ service: 'telegram' })
  expect(offers.length).toBeGreaterThan(0)
  for (const { price, service } of offers) {
    expect([service.slug, price.amount]).toEqual(['telegram', expect.stringMatching(/^\d+(\.\d+)?$/)])
  }
  let rows = 0
  for await (const batch of catalog.scan()) if (batch.kind === 'offers') rows += batch.service.length
  expect(rows).toBeGreaterThanOrEqual(offers.length)
})

it('P24 what nobody knows is an error of the daemon, with near matches', async () => {
  await expect(open().catalog.offers({ service: 'telegrem' })).rejects.toMatchObject({
    code: 'unknown_reference',
    kind: 'service',
    suggestions: expect.arrayContaining(['telegram']),
  })
})
