import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordBalance } from '../../db/store/balances.ts'
import { createApp } from '../app.ts'
import { openTestApp, type TestApp } from '../testing/test-app.ts'

describe('GET /v1/balances', () => {
  let test: TestApp
  let app: ReturnType<typeof createApp>
  beforeAll(async () => {
    test = await openTestApp()
    app = createApp({
      database: test.database,
      providers: [],
      lowBalances: { alpha: '5' },
      isReady: () => true,
      triggerSync: async (_, { id }) => ({ provider: id, id: 1, state: 'running' }),
      onError: error => test.errors.push(error),
    })
  })
  afterAll(() => test.close())
  const get = (path: string) => app.fetch(new Request(`http://localhost${path}`))

  it('tells nothing where no account was asked', async () => {
    expect(await (await get('/v1/balances')).json()).toEqual({ data: [] })
  })

  it('tells what each account held last, and which is low', async () => {
    for (const [account, amount] of [
      ['beta', '3'],
      ['alpha', '7'],
      ['alpha', '4.50'],
    ] as const) {
      const balance = { amount, currency: account === 'beta' ? 'EUR' : 'USD' }
      await recordBalance(test.database, { account, balance, low: null }, async () => {})
    }
    const response = await get('/v1/balances')
    expect(response.headers.get('cache-control')).toBe('no-store')
    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/)
    expect(await response.json()).toEqual({
      data: [
        { provider: 'alpha', amount: '4.5', currency: 'USD', observed_at: at, low: true },
        { provider: 'beta', amount: '3', currency: 'EUR', observed_at: at, low: false },
      ],
    })
  })

  it('knows no parameters', async () => {
    expect((await get('/v1/balances?provider=alpha')).status).toBe(400)
  })
})
