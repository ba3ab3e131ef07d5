import { describe, expect, it } from 'vitest'
import { body, scripted, TOKEN } from './__fixtures__/scripted.ts'

const request = { service: 'telegram', country: 'GB', intentId: 'intent-1' } as const

async function buying(answer: string | Response | Error, more: Readonly<Record<string, string>> = {}) {
  const { provider, asked, sent } = scripted({ 'user/buy': answer })
  const result: unknown = await provider.activations
    .purchase({ ...request, ...more }, {})
    .catch((error: unknown) => error)
  return { result, asked, sent }
}

describe('a purchase', () => {
  it('is one request with the key in a header, and answers the number', async () => {
    const { result, asked, sent } = await buying(body(), { maxPrice: '0.50' })
    expect(asked).toEqual(['user/buy/activation/england/any/telegram?maxPrice=0.5'])
    expect(sent[0]?.authorization).toBe(`Bearer ${TOKEN}`)
    expect(result).toMatchObject({
      id: 'five-sim:1090000001',
      status: 'waiting',
      phone: '+447700900123',
      service: { slug: 'telegram', nativeId: 'telegram' },
      country: { iso: 'GB', nativeId: 'england' },
      operator: { nativeId: 'virtual53' },
      price: { amount: '0.3425', currency: 'USD' },
      refund: 'none',
      messages: [],
      soldAt: new Date('2026-01-02T03:04:05.123Z'),
    })
    const { createdAt, expiresAt } = result as { createdAt: Date; expiresAt: Date }
    expect(expiresAt.getTime() - createdAt.getTime()).toBe(15 * 60_000)
  })

  it('encodes what it is told to buy', async () => {
    const { provider, asked } = scripted({ 'user/buy': body() })
    const named = { service: { nativeId: 'a/b?c' }, country: { nativeId: 'x#y' }, operator: 'Virtual53' }
    await provider.activations.purchase({ ...named, intentId: 'i' }, {})
    expect(asked).toEqual(['user/buy/activation/x%23y/virtual53/a%2Fb%3Fc'])
  })

  it('keeps an id that no double holds', async () => {
    const { result } = await buying(body().replace('1090000001', '9007199254740993123'))
    expect(result).toMatchObject({ nativeId: '9007199254740993123', id: 'five-sim:9007199254740993123' })
  })

  it.each([
    [
      'an operator and a cap, of which the host would ignore the latter',
      { operator: 'virtual53', maxPrice: '1' },
      'capability',
    ],
    ['a cap that is none', { maxPrice: '-1' }, 'configuration'],
    ['an operator that walks up', { operator: '..' }, 'configuration'],
    ['a country that walks up', { country: { nativeId: '..' } }, 'configuration'],
    ['any service', { service: { nativeId: 'any' } }, 'configuration'],
    ['a service nobody knows', { service: 'telegramm' }, 'unknown_reference'],
  ])('P24 is not sent for %s', async (_, more, code) => {
    const { provider, asked } = scripted({ 'user/buy': body() })
    const wanted = { ...request, ...more }
    expect(() => provider.activations.targets(wanted)).toThrow(expect.objectContaining({ code }))
    await expect(provider.activations.purchase(wanted, {})).rejects.toMatchObject({
      code: 'purchase_not_sent',
      cause: { code },
    })
    expect(asked).toEqual([])
  })

  it('takes the word for no choice of an operator', () => {
    const { activations } = scripted().provider
    expect(activations.targets({ ...request, operator: 'any', maxPrice: '1' })).toEqual([
      {
        kind: 'activation',
        provider: 'five-sim',
        service: 'telegram',
        country: 'england',
        operator: null,
        hours: null,
        extends: null,
      },
    ])
  })
})

describe('P18 a refusal', () => {
  it.each([
    ['no free phones', 'out_of_stock'],
    ['server offline', 'out_of_stock'],
    ['not enough user balance', 'insufficient_balance'],
    ['not enough rating', 'account_blocked'],
    ['select country', 'unknown_reference'],
    ['bad country', 'unknown_reference'],
    ['country is incorrect', 'unknown_reference'],
    ['select operator', 'unknown_reference'],
    ['bad operator', 'unknown_reference'],
    ['no product', 'unknown_reference'],
    ['bad product', 'unknown_reference'],
    ['product is incorrect', 'unknown_reference'],
  ])('%s, beside 400 and beside 200, is proof', async (word, code) => {
    for (const status of [200, 400]) {
      for (const text of [word, ` ${word.toUpperCase()}\n`, `"${word}"`]) {
        const { result } = await buying(new Response(text, { status }))
        expect(result).toMatchObject({ code, rejected: true })
      }
    }
  })

  it.each([
    ['401 without a body', new Response('', { status: 401 }), 'authentication'],
    ['429', new Response('api limit is 100 requests per second', { status: 429 }), 'rate_limit'],
    ['429 with a page', new Response('<html></html>', { status: 429 }), 'rate_limit'],
  ])('%s is proof', async (_, answer, code) => {
    expect((await buying(answer)).result).toMatchObject({ code, rejected: true })
  })
})

describe('an answer that proves nothing', () => {
  it.each([
    ['P20 a sentence nobody knows', 'no free phones today', 200],
    ['P20 a sentence beside a word', 'no free phones, or are there', 400],
    ['P20 a word in an object', '{"error":"no free phones"}', 200],
    ['P20 a word of another question', 'order not found', 404],
    ['internal error', 'internal error', 500],
    ['P07 a word beside 502', 'no free phones', 502],
    ['P07 a page of 502', '<html><body>no free phones</body></html>', 502],
    ['P07 a page of 503', '<html></html>', 503],
    ['P09 a page of 200', '<!doctype html><html></html>', 200],
    ['P10 nothing', '', 200],
    ['P10 null', 'null', 200],
    ['P10 a list', '[]', 200],
    ['P10 an object', '{}', 200],
    ['P20 a sale inside something beside 429', '{"data":{"id":12,"phone":"+447700900123"}}', 429],
    ['P20 a list with a sale beside 401', '[{"id":12,"phone":"+447700900123"}]', 401],
    ['P20 a sale cut off beside 429', '{"phone":"+447700900123","id":1', 429],
    ['403, whoever said it', '', 403],
    ['a redirect', '', 302],
  ])('%s', async (_, text, status) => {
    const { result, asked } = await buying(new Response(text, { status }))
    expect(result).toMatchObject({ rejected: false })
    expect((result as { code: string }).code).not.toBe('purchase_not_sent')
    expect(asked).toHaveLength(1)
  })

  it('P01 a connection that breaks', async () => {
    const { result } = await buying(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
    expect(result).toMatchObject({ code: 'provider_unavailable', rejected: false })
  })

  it('T06 a redirect says what it is', async () => {
    const { result } = await buying(new Response('', { status: 302, headers: { location: '/404.html' } }))
    expect(result).toMatchObject({ code: 'unexpected_response', reason: 'redirect' })
  })

  it.each([
    ['without a phone', body({ phone: '' })],
    ['cut off behind the id', body().slice(0, 40)],
    ['with something behind it', `${body()}<br>`],
    ['of 500, cut off', body().slice(0, 60)],
  ])('P12 half a sale %s keeps its id', async (_, text) => {
    const { result } = await buying(text)
    expect(result).toMatchObject({ code: 'unexpected_response', activationId: '1090000001', rejected: false })
  })

  it.each([
    ['cut off in its id', '{"id":10900'],
    ['of another order of fields', '{"sms":[{"id":7,"text":"x"}]'],
    ['without an id', body({ id: null })],
  ])('P12 half a sale %s names no number', async (_, text) => {
    expect((await buying(text)).result).toMatchObject({ code: 'unexpected_response', activationId: null })
  })
})

describe('T09 the key', () => {
  it('is in no error, whatever the host echoes', async () => {
    const echoes = [`{"authorization":"Bearer ${TOKEN}"}`, `Bearer ${TOKEN}`, `<html>${TOKEN}</html>`]
    for (const text of echoes) {
      for (const status of [200, 400, 401, 500]) {
        const { result, sent } = await buying(new Response(text, { status }))
        const told = JSON.stringify(result) + String((result as Error).stack)
        for (let start = 0; start + 16 <= TOKEN.length; start += 8) {
          expect(told).not.toContain(TOKEN.slice(start, start + 16))
        }
        expect(sent[0]?.url).not.toContain(TOKEN.slice(0, 16))
      }
    }
  })

  it('is in no number, where the host writes it there', async () => {
    const { result } = await buying(body({ operator: TOKEN.slice(0, 20).toLowerCase(), product: TOKEN.slice(0, 30) }))
    expect(JSON.stringify(result)).not.toContain(TOKEN.slice(0, 16))
    expect(result).toMatchObject({ service: { nativeId: '[key]' } })
  })
})
