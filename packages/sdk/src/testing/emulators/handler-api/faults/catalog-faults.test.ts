import { describe, expect, it } from 'vitest'
import { tinyEmulator, withKey } from '../__fixtures__/tiny-emulator.ts'
import type { HandlerApiDialectName } from '../dialects/dialects.ts'
import { createHandlerApiEmulator, type HandlerApiEmulator } from '../emulator.ts'

type Inject = (faults: HandlerApiEmulator['faults']) => void

async function body(inject: Inject, query = 'getPrices', dialect: HandlerApiDialectName = 'sms-bower') {
  const emulator = tinyEmulator(dialect)
  emulator.catalog.setOffer('187', 'wa', { price: '1.2', stock: 9 })
  inject(emulator.faults)
  return (await withKey(emulator, query)).body
}

/** The table of all prices, in rows of one country each. */
const rows = async (inject: Inject) => (await body(inject)).replace(/,"":.*/, '}')

describe('catalog faults', () => {
  it('C02 half-countries and missing-country leave countries out of every answer', async () => {
    expect(await rows(faults => faults.inject({ kind: 'half-countries' }))).toBe('{"16":{"tg":{"cost":0.5,"count":1}}}')
    expect(await rows(faults => faults.inject({ kind: 'missing-country' }))).not.toContain('"16"')
    expect(await rows(faults => faults.inject({ kind: 'missing-country', country: '187' }))).not.toContain('"187"')
    const missing: Inject = faults => faults.inject({ kind: 'missing-country', country: '187' })
    expect(await body(missing, 'getCountries')).not.toContain('"187"')
    expect(await body(missing, 'getPrices&country=187')).toBe('[]')
    expect(await body(missing, 'getPrices&country=187&service=tg')).toBe('[]')
  })

  it('D22 zero-stock empties every pool, on the ladder too', async () => {
    const zero: Inject = faults => faults.inject({ kind: 'zero-stock' })
    expect(await rows(zero)).toBe(
      '{"16":{"tg":{"cost":0.5,"count":0}},"187":{"tg":{"cost":0.25,"count":0},"wa":{"cost":1.2,"count":0}}}',
    )
    expect(await body(zero, 'getPricesV2&country=187')).toBe('{"187":{"tg":{"0.25":0},"wa":{"1.20":0}}}')
  })

  it('C11 price-factor moves every price', async () => {
    expect(await rows(faults => faults.inject({ kind: 'price-factor' }))).toBe(
      '{"16":{"tg":{"cost":50,"count":1}},"187":{"tg":{"cost":25,"count":28},"wa":{"cost":120,"count":9}}}',
    )
    expect(await rows(faults => faults.inject({ kind: 'price-factor', factor: 0.01 }))).toContain('"cost":0.0025')
  })

  it('C07 hostile-codes are keys like any other', async () => {
    const text = await body(faults => faults.inject({ kind: 'hostile-codes' }), 'getPrices&country=16')
    expect(text).toBe(
      '{"16":{"tg":{"cost":0.5,"count":1},"__proto__":{"cost":0.5,"count":7},"constructor":{"cost":0.5,"count":7},"toString":{"cost":0.5,"count":7}}}',
    )
    const one: Inject = faults => faults.inject({ kind: 'hostile-codes' })
    expect(await body(one, 'getPrices&country=16&service=__proto__')).toBe(
      '{"16":{"__proto__":{"cost":0.5,"count":7}}}',
    )
    expect(await body(one, 'getServicesList')).toContain('{"code":"__proto__","name":"__proto__"}')
  })

  it('C12 case-variants and duplicate-keys', async () => {
    expect(await rows(faults => faults.inject({ kind: 'case-variants' }))).toContain(
      '"187":{"tg":{"cost":0.25,"count":28},"wa":{"cost":1.2,"count":9},"TG":{"cost":0.5,"count":28},"WA":{"cost":2.4,"count":9}}',
    )
    expect(await rows(faults => faults.inject({ kind: 'duplicate-keys' }))).toContain(
      '"187":{"tg":{"cost":0.25,"count":28},"wa":{"cost":1.2,"count":9},"tg":{"cost":0.25,"count":29}}',
    )
  })

  it('C03 garbage-counts spoil every second row and leave its neighbours', async () => {
    const emulator = createHandlerApiEmulator({
      dialect: 'sms-bower',
      size: { services: 14, countries: 1, offersPerCountry: 14 },
    })
    const before = [...emulator.catalog.offers()].map(({ stock }) => String(stock))
    emulator.faults.inject({ kind: 'garbage-counts' })
    const { body: text } = await withKey(emulator, 'getPrices&country=187')
    const counts = [...text.matchAll(/"count":("[^"]*"|[^,}]+)/g)].map(([, literal]) => literal)
    const garbage = ['"12abc"', '""', '-5', '1.5', '1e400', 'true', '"1 200"']
    expect(counts).toEqual(garbage.flatMap((literal, index) => [literal, before[2 * index + 1]]))
  })

  it('C04 garbage-prices do the same to prices', async () => {
    const emulator = createHandlerApiEmulator({
      dialect: 'tiger-sms',
      size: { services: 8, countries: 1, offersPerCountry: 8 },
    })
    emulator.faults.inject({ kind: 'garbage-prices' })
    const { body: text } = await withKey(emulator, 'getPrices&country=187')
    const prices = [...text.matchAll(/"cost":("[^"]*"|[^,}]+)/g)].map(([, literal]) => literal)
    expect(prices.filter((_, index) => index % 2 === 0)).toEqual(['"1,20"', '"$1"', '-1', '1e-9'])
    expect(prices.filter((_, index) => index % 2 === 1)).toEqual(Array(4).fill(expect.stringMatching(/^"\d+\.\d{4}"$/)))
  })
})

describe('protocol faults', () => {
  it('C06 service-first turns the table inside out', async () => {
    const text = await body(faults => faults.inject({ kind: 'service-first' }), 'getPrices', 'tiger-sms')
    expect(text).toBe(
      '{"tg":{"16":{"cost":"0.5000","count":1},"187":{"cost":"0.2500","count":28}},"wa":{"187":{"cost":"1.2000","count":9}}}',
    )
  })

  it('C01 empty-array-country is a country as PHP writes an empty one', async () => {
    const text = await body(faults => faults.inject({ kind: 'empty-array-country' }), 'getPrices', 'tiger-sms')
    expect(text).toContain('{"16":[],"187":{"tg":')
  })

  it('C08 errors come with status 200', async () => {
    const told = (inject: Inject) => body(inject)
    expect(await told(faults => faults.inject({ kind: 'error-token' }))).toBe('ERROR_SQL')
    expect(await told(faults => faults.inject({ kind: 'error-token', token: "BANNED:'2026-01-31 12-30-00'" }))).toBe(
      "BANNED:'2026-01-31 12-30-00'",
    )
    const forms = {
      title: '{"title":"X","details":"Something went wrong"}',
      'status-message': '{"status":"error","message":"X","errorMsg":"Something went wrong"}',
      'status-error': '{"status":"error","error":"X"}',
      'status-msg': '{"status":"error","msg":"X"}',
      'false-msg': '{"status":"false","msg":"X"}',
      'error-only': '{"error":"X"}',
      framework: '{"status":0,"message":"X","data":[]}',
    } as const
    for (const [form, expected] of Object.entries(forms)) {
      const emulator = tinyEmulator('hero-sms')
      emulator.faults.inject({ kind: 'error-envelope', form: form as keyof typeof forms, code: 'X' })
      expect(await withKey(emulator, 'getPrices')).toEqual({
        status: 200,
        type: 'text/html; charset=UTF-8',
        body: expected,
      })
    }
  })

  it('P47 rate-limited speaks as the host does, with or without a time to come back', async () => {
    const emulator = tinyEmulator('hero-sms')
    emulator.faults.inject({ kind: 'rate-limited', nth: 1 })
    expect(await withKey(emulator, 'getPrices')).toMatchObject({
      status: 429,
      body: '{"title":"RATE_LIMIT","details":""}',
    })
    const after = async (retryAfter: number | Date) => {
      const remove = emulator.faults.inject({ kind: 'rate-limited', retryAfter })
      const response = await emulator.fetch(
        'https://emulator.test/stubs/handler_api.php?api_key=emulator-key&action=getPrices',
      )
      remove()
      return response.headers.get('retry-after')
    }
    expect(await after(10)).toBe('10')
    expect(await after(-1)).toBe('-1')
    expect(await after(new Date('2036-01-01T00:00:00Z'))).toBe('Tue, 01 Jan 2036 00:00:00 GMT')
    expect(await body(faults => faults.inject({ kind: 'rate-limited' }))).toBe('Too Many Requests')
  })

  it('P19 bad-key is the answer of the host', async () => {
    expect(await body(faults => faults.inject({ kind: 'bad-key' }), 'getBalance', 'classic')).toBe('BAD_KEY')
    expect(await body(faults => faults.inject({ kind: 'bad-key' }), 'getBalance')).toBe(
      '{"status":0,"message":"No access","data":[]}',
    )
  })
})
