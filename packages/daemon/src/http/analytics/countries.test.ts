import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guardedApp, knownToken, tokenOf } from '../testing/guarded-app.ts'
import { openTestApp, type TestApp } from '../testing/test-app.ts'
import { seedNumbers } from './__fixtures__/numbers.ts'

const tokens = [knownToken('shop', ['activation:read']), knownToken('other', ['activation:read'])]
const now = new Date().toISOString()
const numbers = (country: string, received: number, failed: number) =>
  Array.from({ length: received + failed }, (_, index) => ({
    id: `alpha:${country}${index}`,
    country,
    boughtAt: now,
    ended: 120,
    ...(index < received ? { message: 9 } : { reason: 'timeout' }),
  }))

interface Answer {
  readonly data: readonly { readonly code: string }[]
  readonly next: string | null
}

describe('countries that sell a service', () => {
  let app: TestApp
  let asked: ReturnType<typeof guardedApp>
  beforeAll(async () => {
    app = await openTestApp()
    asked = guardedApp(app, tokens)
    await seedNumbers(app.database, [...numbers('GB', 1, 0), ...numbers('DE', 9, 1), ...numbers('FR', 5, 0)])
  })
  afterAll(() => app.close())

  const ask = async (query: string, by = 'shop') => {
    const response = await asked.ask('GET', `/v1/analytics/countries?${query}`, tokenOf(by))
    expect(response.status).toBe(200)
    return (await response.json()) as Answer
  }

  it('are ranked by what came of own numbers, with price and stock now', async () => {
    const { data } = await ask('service=telegram')
    expect(data).toEqual([
      {
        code: 'DE',
        name: 'Germany',
        success_rate: null,
        own: { received: 9, failed: 1, success_rate: 0.9, success_floor: expect.closeTo(0.5958, 3) },
        offers: [{ provider: 'alpha', price: '0.7', currency: 'USD', stock: 8 }],
      },
      {
        code: 'GB',
        name: 'United Kingdom',
        success_rate: 0.95,
        own: { received: 1, failed: 0, success_rate: 1, success_floor: expect.closeTo(0.2065, 3) },
        offers: [
          { provider: 'alpha', price: '0.25', currency: 'USD', stock: 3_000_000_005 },
          { provider: 'beta', price: '0.2', currency: 'EUR', stock: 5 },
        ],
      },
    ])
  })

  it('are ranked by the rate over all numbers', async () => {
    expect((await ask('service=telegram&rank=overall')).data.map(({ code }) => code)).toEqual(['GB', 'DE'])
  })

  it('T17 others see their own numbers', async () => {
    const { data } = await ask('service=telegram', 'other')
    expect(data).toMatchObject([
      { code: 'GB', own: { received: 0, success_floor: null } },
      { code: 'DE', own: { received: 0, success_floor: null } },
    ])
  })

  it('a time without numbers leaves the rate over all', async () => {
    expect((await ask('service=telegram&from=2025-12-01T00:00:00Z&to=2026-01-01T00:00:00Z')).data).toMatchObject([
      { code: 'GB' },
      { code: 'DE' },
    ])
  })

  it('come in pages', async () => {
    const first = await ask('service=telegram&limit=1')
    const second = await ask(`service=telegram&limit=1&cursor=${first.next}`)
    expect([...first.data, ...second.data].map(({ code }) => code)).toEqual(['DE', 'GB'])
    expect(second.next).toBeNull()
  })

  it.each([
    ['', 400],
    ['service=nothing', 404],
    ['service=telegram&rank=best', 400],
  ])('says what is wrong with %j', async (query, status) => {
    expect((await asked.ask('GET', `/v1/analytics/countries?${query}`, tokenOf('shop'))).status).toBe(status)
  })
})
