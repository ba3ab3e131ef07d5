import { describe, expect, it } from 'vitest'
import { drained } from '../../__fixtures__/scan.ts'
import { inVirtualTime } from '../../__fixtures__/virtual-time.ts'
import { scripted } from './__fixtures__/scripted.ts'

const COUNTRIES = JSON.stringify({
  england: {
    iso: { gb: 1 },
    prefix: { '+44': 1 },
    text_en: 'England',
    text_ru: 'Англия',
    vodafone: { activation: 1 },
    Virtual4: { activation: 1, hosting: 1 },
    note: 'no network',
  },
  usa: { iso: { us: 1 }, prefix: { '+1': 1 }, text_en: 'USA', virtual8: { activation: 1 } },
  narnia: { iso: {}, prefix: {}, text_en: '' },
})
const PRICES = {
  england: {
    telegram: {
      virtual4: { cost: 0.3425, count: 0 },
      virtual53: { cost: 0.05, count: 1250, rate: 42.1, rate24: 40.2 },
      VODAFONE: { cost: 21, count: 7, rate: 0 },
    },
    whatsapp: { virtual4: { cost: '0.5', count: '12', rate: 'high' } },
  },
  usa: { telegram: { virtual8: { cost: 1, count: 3 } } },
}
const table = JSON.stringify(PRICES)
const broken = JSON.stringify({
  england: {
    telegram: { a: { count: 1 }, b: { cost: 1, count: -1 }, c: { cost: 0, count: 1 }, '..': { cost: 1, count: 1 } },
    'two words': {},
    other: [],
  },
  usa: null,
  narnia: { telegram: { d: { cost: 1 } } },
})

describe('lists', () => {
  it('tells countries, and what nobody has mapped by its own id', async () => {
    const { provider, sent } = scripted({ 'guest/countries': COUNTRIES })
    expect(await provider.catalog.countries({})).toEqual([
      { iso: 'GB', nativeId: 'england', name: 'England' },
      { iso: 'US', nativeId: 'usa', name: 'USA' },
      { iso: null, nativeId: 'narnia', name: 'narnia' },
    ])
    expect(sent.map(({ authorization }) => authorization)).toEqual([null]) // anybody may ask: no key goes along
  })

  it('tells the networks of a country in lower case, and nothing else that stands there', async () => {
    const { catalog } = scripted({ 'guest/countries': COUNTRIES }).provider
    expect(await catalog.operators?.({ country: 'GB' }, {})).toEqual([
      { nativeId: 'vodafone', name: 'vodafone' },
      { nativeId: 'virtual4', name: 'virtual4' },
    ])
    expect(await catalog.operators?.({ country: { nativeId: 'atlantis' } }, {})).toEqual([])
  })

  it('tells services without hosting', async () => {
    const products =
      '{"twitter":{"Category":"activation","Qty":1,"Price":2},"zed":{"Category":"activation"},"1day":{"Category":"hosting"}}'
    const { provider, asked } = scripted({ 'guest/products': products })
    expect(await provider.catalog.services({})).toEqual([
      { slug: 'x', nativeId: 'twitter', name: 'twitter' },
      { slug: null, nativeId: 'zed', name: 'zed' },
    ])
    expect(asked).toEqual(['guest/products/any/any'])
  })

  it.each(['{}', 'null', '', '[]'])('C01 %j is no list', async text => {
    const { catalog } = scripted({ 'guest/countries': text, 'guest/products': text }).provider
    const code = 'unexpected_response'
    await inVirtualTime(async () => {
      await expect(catalog.countries({})).rejects.toMatchObject({ code })
      await expect(catalog.services({})).rejects.toMatchObject({ code })
    })
  })

  it('tells a balance as it is written', async () => {
    for (const [written, amount] of [
      ['12.3425', '12.3425'],
      ['-0.1', '-0.1'],
      ['0', '0'],
    ] as const) {
      const { account } = scripted({ 'user/profile': `{"id":1,"balance":${written},"rating":95.4}` }).provider
      expect(await account.balance({})).toEqual({ amount, currency: 'USD' })
    }
    const { account } = scripted({ 'user/profile': '{"id":1}' }).provider
    await expect(account.balance({})).rejects.toMatchObject({ code: 'unexpected_response' })
  })
})

describe('offers', () => {
  it('are one for each network; what is untold is null, a rate of nothing is 0', async () => {
    const { provider, asked } = scripted({ 'guest/prices': table })
    const offers = await provider.catalog.offers({ country: 'GB', service: 'telegram' }, {})
    expect(asked).toEqual(['guest/prices?product=telegram&country=england'])
    const told = offers.filter(({ country }) => country.iso === 'GB')
    expect(
      told.map(({ operator, price, stock, successRate }) => [operator?.nativeId, price.amount, stock, successRate]),
    ).toEqual([
      ['virtual4', '0.3425', 0, null],
      ['virtual53', '0.05', 1250, 0.421],
      ['vodafone', '21', 7, 0],
      ['virtual4', '0.5', 12, null],
    ])
    expect(told[0]).toMatchObject({
      provider: 'five-sim',
      kind: 'activation',
      service: { slug: 'telegram' },
      supplier: null,
    })
  })

  it('are turned round where a service alone is asked for', async () => {
    const turned = JSON.stringify({ telegram: { england: PRICES.england.telegram, usa: PRICES.usa.telegram } })
    const { provider, asked } = scripted({ 'guest/prices': turned })
    const offers = await provider.catalog.offers({ service: 'telegram' }, {})
    expect(asked).toEqual(['guest/prices?product=telegram'])
    expect(offers.map(({ country, service }) => [country.nativeId, service.nativeId])).toEqual([
      ...Array(3).fill(['england', 'telegram']),
      ['usa', 'telegram'],
    ])
  })

  it('are none for null, and an error for a sentence', async () => {
    expect(await scripted({ 'guest/prices': 'null' }).provider.catalog.offers({ country: 'GB' }, {})).toEqual([])
    const refusing = scripted({ 'guest/prices': new Response('bad country', { status: 400 }) }).provider
    await expect(refusing.catalog.offers({ country: { nativeId: 'atlantis' } }, {})).rejects.toMatchObject({
      code: 'unknown_reference',
      kind: 'country',
    })
  })

  it('need a service or a country', async () => {
    await expect(scripted().provider.catalog.offers({}, {})).rejects.toMatchObject({ code: 'configuration' })
  })

  it('C03 C04 C05 leave out what cannot be read, and fail where nothing can', async () => {
    const { catalog } = scripted({ 'guest/prices': broken }).provider
    expect((await catalog.offers({ country: 'GB' }, {})).map(({ operator }) => operator?.nativeId)).toEqual(['c', 'd'])
    const useless = scripted({ 'guest/prices': '{"england":{"telegram":{"a":{"cost":"x"}}}}' }).provider
    await expect(useless.catalog.offers({ country: 'GB' }, {})).rejects.toMatchObject({ reason: 'shape' })
  })
})

describe('a scan', () => {
  it('is a batch of columns for each country, networks included', async () => {
    const { provider, asked, sent } = scripted({ 'guest/countries': COUNTRIES, 'guest/prices': table })
    const { batches, report } = await drained(provider.catalog.scan({}, {}))
    expect(asked).toEqual(['guest/countries', 'guest/prices'])
    expect(sent.every(({ authorization }) => authorization === null)).toBe(true)
    const common = { kind: 'offers', provider: 'five-sim', currency: 'USD', supplier: null }
    expect(batches).toEqual([
      {
        ...common,
        country: 'england',
        service: ['telegram', 'telegram', 'telegram', 'whatsapp'],
        operator: ['virtual4', 'virtual53', 'vodafone', 'virtual4'],
        price: ['0.3425', '0.05', '21', '0.5'],
        stock: [0, 1250, 7, 12],
      },
      { ...common, country: 'usa', service: ['telegram'], operator: ['virtual8'], price: ['1'], stock: [3] },
    ])
    expect(report).toMatchObject({ requests: 2, rows: 5, missing: ['narnia'], partial: true })
    expect(report.bytes).toBe(new TextEncoder().encode(COUNTRIES + table).length)
  })

  it('C03 C04 C05 counts what was left out', async () => {
    const { catalog } = scripted({ 'guest/countries': COUNTRIES, 'guest/prices': broken }).provider
    const { report } = await drained(catalog.scan({}, {}))
    expect(report).toMatchObject({
      rows: 2,
      // a key of dots, one with a blank, a list, a null
      problems: { price: 1, stock: 1, id: 4, zeroPrice: 1, duplicate: 0, caseVariant: 0 },
    })
  })

  it('D23 asks for few countries one by one, and goes on past one that fails', async () => {
    const { provider, asked } = scripted({
      'guest/prices': ({ searchParams }) =>
        searchParams.get('country') === 'england' ? table : new Response('bad country', { status: 400 }),
    })
    const scan = provider.catalog.scan({ countries: ['US', 'GB'] }, {})
    const steps = [await scan.next(), await scan.next(), await scan.next()]
    expect(steps.map(({ value }) => value)).toMatchObject([
      { kind: 'failed', provider: 'five-sim', country: 'usa', error: { code: 'unknown_reference' } },
      { kind: 'offers', country: 'england', service: { length: 4 } },
      { requests: 2, rows: 4, missing: ['usa'], partial: true },
    ])
    expect(asked).toEqual(['guest/prices?country=usa', 'guest/prices?country=england'])
  })

  it.each([
    ['nothing', ''],
    ['null', 'null'],
    ['an empty table', '{}'],
    ['a table of empty countries', '{"england":{}}'],
    ['half a table', table.slice(0, -30)],
    ['a page', '<html></html>'],
    ['a sentence', 'internal error'],
  ])('C01 %s is a fault', async (_, text) => {
    const { catalog } = scripted({ 'guest/countries': COUNTRIES, 'guest/prices': text }).provider
    await inVirtualTime(async () => {
      await expect(drained(catalog.scan({}, {}))).rejects.toMatchObject({
        code: text === 'internal error' ? 'provider_unavailable' : 'unexpected_response',
      })
    })
  })

  it('is no catalog beside an error', async () => {
    const answer = () => new Response(table, { status: 500 })
    const { catalog } = scripted({ 'guest/countries': COUNTRIES, 'guest/prices': answer }).provider
    await inVirtualTime(async () => {
      await expect(drained(catalog.scan({}, {}))).rejects.toMatchObject({ code: 'provider_unavailable' })
    })
  })
})
