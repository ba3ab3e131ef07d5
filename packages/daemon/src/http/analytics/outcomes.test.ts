import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guardedApp, knownToken, tokenOf } from '../testing/guarded-app.ts'
import { openTestApp, type TestApp } from '../testing/test-app.ts'
import { type SeededNumber, seedNumbers } from './__fixtures__/numbers.ts'

const tokens = [
  knownToken('shop', ['activation:read']),
  knownToken('other', ['activation:read']),
  knownToken('boss', ['activation:read', 'admin']),
]
const WINDOW = 'from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z'
const at = (time: string) => `2026-01-01T${time}:00Z`

const numbers: readonly SeededNumber[] = [
  { id: 'alpha:1', boughtAt: at('00:00'), message: 10, ended: 100, price: '0.5' },
  { id: 'alpha:2', boughtAt: at('01:00'), message: 30, price: '0.7' },
  { id: 'alpha:3', boughtAt: at('02:00'), ended: 900, reason: 'timeout', refund: 'confirmed' },
  { id: 'alpha:4', boughtAt: at('03:00'), ended: 300, reason: 'user', refund: 'expected', price: '0.1' },
  // given back within a minute
  { id: 'alpha:5', boughtAt: at('04:00'), ended: 60, reason: 'user', refund: 'confirmed' },
  // the provider ended it as soon, which is a failure of its own
  { id: 'alpha:6', boughtAt: at('05:00'), ended: 20, reason: 'vendor', refund: 'not_charged' },
  { id: 'alpha:7', boughtAt: at('06:00') },
  { id: 'beta:1', boughtAt: at('07:00'), message: 5, ended: 50, price: '0.000001', currency: 'EUR' },
  { id: 'beta:2', boughtAt: at('08:00'), service: 'whatsapp', ended: 900, price: null },
  { id: 'beta:3', boughtAt: '2026-01-02T00:00:00Z', message: 5 },
  { id: 'alpha:8', boughtAt: '2025-12-31T23:59:59Z', message: 5 },
  { id: 'alpha:9', boughtAt: at('09:00'), subject: 'other', message: 5, country: 'DE' },
  { id: 'alpha:10', boughtAt: at('09:00'), subject: 'shop/alice', message: 5 },
]

interface Answer {
  readonly data: readonly Record<string, unknown>[]
  readonly next: string | null
}

describe('what came of numbers', () => {
  let app: TestApp
  let asked: ReturnType<typeof guardedApp>
  beforeAll(async () => {
    app = await openTestApp()
    asked = guardedApp(app, tokens)
    await seedNumbers(app.database, numbers)
  })
  afterAll(() => app.close())

  const ask = async (query: string, by = 'shop') => {
    const response = await asked.ask('GET', `/v1/analytics/outcomes?${query}`, tokenOf(by))
    expect(response.status).toBe(200)
    return (await response.json()) as Answer
  }

  it('counts each number once, and what was spent on each SMS', async () => {
    const { data } = await ask(`by=provider,service&${WINDOW}`)
    expect(data).toMatchObject([
      {
        provider: 'alpha',
        service: 'telegram',
        bought: 7,
        withdrawn: 1,
        open: 1,
        received: 2,
        failed: 3,
        success_rate: 0.4,
        first_message: { p50: 20, p90: 28 },
        costs: [{ currency: 'USD', spent: '1.8', received: 2, per_success: '0.9' }],
      },
      { provider: 'beta', service: 'telegram', received: 1, failed: 0, success_rate: 1 },
      { provider: 'beta', service: 'whatsapp', received: 0, failed: 1, success_rate: 0, success_floor: 0 },
    ])
    expect(data[1]?.['costs']).toEqual([{ currency: 'EUR', spent: '0.000001', received: 1, per_success: '0.000001' }])
    expect(data[2]).toMatchObject({ first_message: null })
    expect(data[0]?.['success_floor']).toBeCloseTo(0.1176, 3)
  })

  it('tells currencies apart, and what is untold is not 0', async () => {
    const { data } = await ask(`by=service&${WINDOW}`)
    expect(data).toMatchObject([
      { service: 'telegram', bought: 8, costs: [{ currency: 'EUR' }, { currency: 'USD' }] },
      { service: 'whatsapp', bought: 1, success_rate: 0, costs: [{ currency: 'USD', spent: '0', per_success: null }] },
    ])
  })

  it('leaves out rates of which nothing is known', async () => {
    const { data } = await ask(`by=provider&from=${at('06:00')}&to=${at('06:30')}`)
    expect(data).toMatchObject([{ bought: 1, open: 1, success_rate: null, success_floor: null, first_message: null }])
  })

  it('T17 tells nobody of numbers of others, but for an operator', async () => {
    const totals = async (by: string) => (await ask(`by=country&${WINDOW}`, by)).data
    expect(await totals('other')).toMatchObject([{ country: 'DE', bought: 1 }])
    expect(await totals('shop')).toMatchObject([{ country: 'GB', bought: 9 }])
    expect(await totals('boss')).toMatchObject([
      { country: 'GB', bought: 10 },
      { country: 'DE', bought: 1 },
    ])
  })

  it('looks at what is asked for alone', async () => {
    expect((await ask(`by=provider&service=telegram&country=GB&provider=beta&${WINDOW}`)).data).toMatchObject([
      { provider: 'beta', bought: 1 },
    ])
    expect((await ask(`by=provider&service=alpha:wa&${WINDOW}`)).data).toMatchObject([{ provider: 'beta', bought: 1 }])
  })

  it('comes in pages over the same time, each group once', async () => {
    const whole = (await ask(WINDOW)).data
    const paged: unknown[] = []
    for (let cursor = ''; ; ) {
      const { data, next } = await ask(`limit=1&${WINDOW}${cursor && `&cursor=${cursor}`}`)
      paged.push(...data)
      if (next === null) break
      cursor = next
    }
    expect(whole.length).toBe(3)
    expect(paged).toEqual(whole)
  })

  it('is of the last seven days unless told', async () => {
    expect((await ask('')).data).toEqual([])
  })

  it.each([
    ['by=operator', 'by'],
    ['by=provider,provider', 'by'],
    ['by=', 'by'],
    ['from=yesterday', 'from'],
    ['from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 'from'],
    ['from=2025-01-01T00:00:00Z&to=2026-01-01T00:00:00Z', 'from'],
    ['limit=1001', 'limit'],
    ['cursor=e30', 'cursor'],
    ['subject=other', 'subject'],
  ])('says what is wrong with %s', async (query, field) => {
    const response = await asked.ask('GET', `/v1/analytics/outcomes?${query}`, tokenOf('shop'))
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ field })
  })

  it('knows no service that nobody knows', async () => {
    const response = await asked.ask('GET', '/v1/analytics/outcomes?service=telegrm', tokenOf('shop'))
    expect([response.status, await response.json()]).toMatchObject([404, { suggestions: ['telegram'] }])
  })
})
