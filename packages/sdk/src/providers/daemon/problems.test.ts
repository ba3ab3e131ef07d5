import { describe, expect, it, vi } from 'vitest'
import type { FetchLike } from '../../http/exchange.ts'
import { openScene, TELEGRAM, TOKEN } from './__fixtures__/scene.ts'
import { daemon } from './daemon.ts'
import { keyOf } from './key.ts'

const order = { ...TELEGRAM, intentId: 'intent-1' }
const problem = (status: number, members: Readonly<Record<string, unknown>>) => async () =>
  Response.json(
    { status, detail: 'so it is', ...members },
    { status, headers: { 'content-type': 'application/problem+json' } },
  )
const over = (fetch: FetchLike) =>
  daemon({ url: 'https://onesms.example.com', token: TOKEN, provider: 'hero-sms', fetch })
const failure = <T>(promise: Promise<T>) =>
  promise.then(
    () => expect.fail('it did not fail'),
    error => error,
  )

describe('what a daemon refuses', () => {
  const lowest_price = { amount: '0.3', currency: 'USD' }
  it.each([
    [
      402,
      { code: 'limit_reached', limit: 'day', rejected: true },
      { code: 'limit_reached', limit: 'day', rejected: true },
    ],
    [402, { code: 'insufficient_balance', rejected: true }, { code: 'insufficient_balance', rejected: true }],
    [403, { code: 'purchase_disabled', rejected: true }, { code: 'capability', rejected: true }],
    [
      404,
      { code: 'unknown_reference', field: 'country', suggestions: ['GB'], rejected: true },
      { code: 'unknown_reference', kind: 'country', suggestions: ['GB'] },
    ],
    [409, { code: 'out_of_stock', rejected: true }, { code: 'out_of_stock', rejected: true }],
    [409, { code: 'out_of_stock' }, { code: 'out_of_stock', rejected: false }],
    [
      409,
      { code: 'price_cap', lowest_price, rejected: true },
      { code: 'price_cap', lowestPrice: lowest_price, rejected: true },
    ],
    [
      409,
      { code: 'reconciling', retry_after_ms: 5_000, intent_id: 'i', rejected: true },
      { code: 'purchase_held', retryAfter: 5_000, intentId: 'i' },
    ],
    [422, { code: 'idempotency_conflict' }, { code: 'idempotency_conflict', rejected: true }],
    [503, { code: 'draining' }, { code: 'purchase_not_sent' }],
    [503, { code: 'not_sent', rejected: true }, { code: 'purchase_not_sent' }],
    [401, { code: 'expired_token' }, { code: 'authentication', rejected: true }],
    [503, { code: 'provider_unavailable' }, { code: 'provider_unavailable', rejected: false }],
  ])('%i %o is the error of a direct provider', async (status, members, expected) => {
    const { activations } = over(problem(status, members))
    expect(await failure(activations.purchase(order, {}))).toMatchObject(expected)
  })

  it('a number above the cap is told with its price, so that whoever set the cap gives it back', async () => {
    const { provider, standIn, providerOver } = openScene()
    const { id } = await provider.activations.purchase(order, {})
    const { activations } = providerOver((url, init) =>
      init.method === 'POST' ? problem(409, { code: 'price_cap', activation_id: id })() : standIn.fetch(url, init),
    )
    expect(await activations.purchase({ ...order, maxPrice: '0.2' }, {})).toMatchObject({
      id,
      price: { amount: '0.25' },
    })
    // Whoever would have paid it does not get what is taken away again.
    for (const terms of [{}, { maxPrice: '0.3' }]) {
      expect(await failure(activations.purchase({ ...order, ...terms }, {}))).toMatchObject({
        code: 'price_cap',
        rejected: true,
        activationId: id,
        lowestPrice: { amount: '0.25' },
      })
    }
  })

  it('an id of nobody is not found; what is no id is not asked for', async () => {
    const { provider, standIn } = openScene()
    const { nativeId } = await provider.activations.purchase(order, {})
    const before = standIn.requests.length
    for (const id of [nativeId, '', 'a b:1', `x/${nativeId}`]) {
      expect(await failure(provider.activations.fetch(id, {}))).toMatchObject({ code: 'not_found' })
    }
    expect(standIn.requests.length).toBe(before)
    for (const id of ['nobody:1', 'hero-sms:999999999']) {
      expect(await failure(provider.activations.fetch(id, {}))).toMatchObject({ code: 'not_found' })
    }
  })

  it('a number that is given back later is too early now', async () => {
    const { provider, standIn, providerOver } = openScene()
    const { id } = await provider.activations.purchase(order, {})
    const { activations } = providerOver(async (url, init) => {
      if (init.method !== 'POST') return standIn.fetch(url, init)
      const number = await standIn.fetch(url.replace('/cancel', ''), { headers: init.headers ?? {} })
      return new Response(await number.text(), { status: 202 })
    })
    expect(await failure(activations.cancel(id, {}))).toMatchObject({
      code: 'too_early_to_cancel',
      cancellableAt: expect.any(Date),
    })
  })
})

describe('the token of a daemon', () => {
  it('R08 is asked for again once it is refused: one request more, whoever asks meanwhile', async () => {
    let asked = 0
    const scene = openScene({
      token: async () => {
        asked += 1
        return `token-number-${asked}`
      },
    })
    scene.standIn.token = 'token-number-1'
    await scene.provider.account.balance({})
    scene.standIn.token = 'token-number-2'
    await Promise.all(Array.from({ length: 5 }, () => scene.provider.account.balance({})))
    expect(asked).toBe(2)
    expect(scene.standIn.requests.length).toBeLessThanOrEqual(11)
    await scene.provider.activations.purchase(order, {})
    expect([asked, scene.sold()]).toEqual([2, 1])
  })

  it('R08 that is never taken is no loop, and buys nothing', async () => {
    const token = vi.fn(() => 'token-that-is-never-right')
    const { provider, standIn, sold } = openScene({ token })
    expect(await failure(provider.account.balance({}))).toMatchObject({ code: 'authentication' })
    expect(await failure(provider.activations.purchase(order, {}))).toMatchObject({
      code: 'authentication',
      rejected: true,
    })
    expect([standIn.requests.length, token.mock.calls.length, sold()]).toEqual([4, 3, 0])
  })

  it('that cannot be had keeps a purchase from being sent; what it failed with is not told', async () => {
    const scene = openScene({ token: () => Promise.reject(new Error('secret of the page')) })
    const error = await failure(scene.provider.activations.purchase(order, {}))
    expect(error).toMatchObject({ code: 'purchase_not_sent', cause: { code: 'provider_unavailable' } })
    expect(JSON.stringify(error)).not.toContain('secret of the page')
    expect(scene.standIn.requests).toEqual([])
  })

  it('T01 old and new are redacted', async () => {
    const tokens = ['first-token-4f9c1e7b20', 'second-token-81d2c07e']
    const { account } = daemon({
      url: 'https://onesms.example.com',
      token: () => tokens.shift() ?? 'third-token',
      fetch: async () =>
        Response.json(
          { code: 'unauthorized', detail: 'first-token-4f9c1e7b20 second-token-81d2c07e' },
          { status: 401 },
        ),
    })
    const error = await failure(account.balance({}))
    expect(tokens).toEqual([])
    expect(JSON.stringify(error)).not.toMatch(/4f9c1e7b20|81d2c07e/)
  })

  it.each(['', 'abc', 'with blank', 'line\nbreak'])('is refused where it is malformed: %j', token => {
    expect(() => daemon({ url: 'https://onesms.example.com', token })).toThrow('malformed')
  })
})

describe('the address of a daemon', () => {
  it.each(['https://onesms.example.com', 'https://10.0.0.7/base', 'http://127.0.0.1:8787', 'http://localhost:8787/'])(
    'may be %s',
    url => {
      expect(daemon({ url }).id).toBe('daemon')
    },
  )

  it.each([
    'http://onesms.example.com',
    'http://10.0.0.7',
    'ftp://x.example',
    'https://user:pass@x.example',
    'https://x.example/?a=b',
    '/api/onesms',
    '//elsewhere.example',
    'onesms',
  ])('T06 may not be %s outside of a page', url =>
    expect(() => daemon({ url })).toThrow(expect.objectContaining({ code: 'configuration' })),
  )

  it('may be a path of its own origin in a page, also without a token, which something on the way adds', async () => {
    vi.stubGlobal('location', { href: 'http://app.internal/shop/?q=1' })
    const seen: unknown[] = []
    const fetch: FetchLike = async (url, init) => {
      seen.push([url, new Headers(init.headers).has('authorization')])
      return Response.json({ data: [{ provider: 'hero-sms', amount: '1.50', currency: 'USD' }] })
    }
    await daemon({ url: '/api/onesms', fetch }).account.balance({})
    expect(seen).toEqual([['http://app.internal/api/onesms/v1/balances', false]])
    for (const url of ['//elsewhere.example/', '/\\elsewhere.example/', 'api/onesms'])
      expect(() => daemon({ url })).toThrow()
    vi.unstubAllGlobals()
  })

  it('has its path in front of the routes', async () => {
    const seen: string[] = []
    const fetch: FetchLike = async url => {
      seen.push(url)
      return Response.json({ data: [{ provider: 'hero-sms', amount: '1.50', currency: 'USD' }] })
    }
    expect(await daemon({ url: 'https://x.example/api/onesms/', fetch }).account.balance({})).toEqual({
      amount: '1.50',
      currency: 'USD',
    })
    expect(seen).toEqual(['https://x.example/api/onesms/v1/balances'])
  })
})

describe('the key of a purchase', () => {
  it('is the one the caller chose, else the id of the purchase; what no header holds is hashed', async () => {
    expect(await keyOf({ intentId: 'i-1', idempotencyKey: 'visit-17' })).toBe('visit-17')
    expect(await keyOf({ intentId: 'i-1' })).toBe('i-1')
    const hashed = await Promise.all(
      ['ключ', 'a b', 'x'.repeat(129)].map(idempotencyKey => keyOf({ intentId: 'i', idempotencyKey })),
    )
    for (const key of hashed) expect(key).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(new Set(hashed).size).toBe(3)
  })
})
