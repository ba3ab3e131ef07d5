import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp, type TestApp } from '../testing/test-app.ts'

const TELEGRAM_GB = '/v1/offers?service=telegram&country=GB'

describe('GET /v1/offers', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await openTestApp()
  })
  afterAll(() => app.close())

  const prices = async (path: string) => (await app.list(path)).data.map(row => row['price'])

  it('answers with all that is known of an offer', async () => {
    const { data, next } = await app.list('/v1/offers?service=telegram&country=DE')
    expect(next).toBeNull()
    expect(data).toEqual([
      {
        provider: 'alpha',
        kind: 'activation',
        service: 'telegram',
        country: 'DE',
        native_service: 'tg',
        native_country: '43',
        operator: null,
        supplier: null,
        price: '0.7',
        currency: 'USD',
        stock: 8,
        as_of: '2026-01-01T08:00:00.000Z',
        stale_since: '2026-01-01T08:00:00.000Z',
      },
    ])
  })

  it('leaves out what is gone, tells untold stock from none, and keeps large stock whole', async () => {
    const { data } = await app.list(`${TELEGRAM_GB}&provider=alpha`)
    expect(data.map(({ operator, supplier, price, stock }) => [operator, supplier, price, stock])).toEqual([
      ['o2', null, '0.25', null],
      ['vodafone', null, '0.25', 0],
      [null, null, '0.5', 5],
      [null, null, '2.123456', 5],
      [null, '12', '10', 3_000_000_000],
    ])
    expect(data.every(row => row['stale_since'] === null)).toBe(true)
  })

  it.each([
    ['price', ['0.2', '0.3', '0.25', '0.25', '0.5', '2.123456', '10']],
    ['-price', ['10', '2.123456', '0.5', '0.25', '0.25', '0.3', '0.2']],
  ])('sort=%s sorts within a currency: amounts of two currencies are not compared', async (sort, expected) => {
    expect(await prices(`${TELEGRAM_GB}&sort=${sort}`)).toEqual(expected)
  })

  it.each([
    ['stock', [0, 5, 5, 5, 3_000_000_000, null, null]],
    ['-stock', [3_000_000_000, 5, 5, 5, 0, null, null]],
  ])('sort=%s has untold stock last', async (sort, expected) => {
    const { data } = await app.list(`${TELEGRAM_GB}&sort=${sort}`)
    expect(data.map(row => row['stock'])).toEqual(expected)
  })

  it.each(['price', '-price', 'stock', '-stock'].flatMap(sort => [1, 2, 3, 7].map(limit => [sort, limit] as const)))(
    'pages give every offer once: sort=%s limit=%i',
    async (sort, limit) => {
      const path = `${TELEGRAM_GB}&sort=${sort}`
      const pages = await app.pages(`${path}&limit=${limit}`)
      expect(pages.flat()).toEqual((await app.list(path)).data)
      expect(pages).toHaveLength(Math.ceil(7 / limit))
    },
  )

  it.each([
    ['service=telegram&max_price=0.25', ['0.2', '0.25', '0.25']],
    ['service=telegram&max_price=0.249999', ['0.2']],
    [`service=telegram&country=GB&in_stock=true&provider=alpha`, ['0.25', '0.5', '2.123456', '10']],
    ['country=GB&provider=beta', ['0.2', '0.3']],
    ['country=DE', ['0.7']],
    ['service=alpha:zz', ['0.1']],
    // A provider's own id stays with that provider, also where it is mapped.
    ['service=alpha:tg&country=GB&max_price=0.3', ['0.25', '0.25']],
    ['service=beta:telegram_x', ['0.2', '0.3']],
    ['service=telegram&country=beta:england', ['0.2', '0.3']],
    ['country=beta:77', []],
  ])('filters: %s', async (query, expected) => {
    expect(await prices(`/v1/offers?${query}`)).toEqual(expected)
  })

  it('needs a service or a country', async () => {
    const response = await app.get('/v1/offers?provider=alpha')
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      code: 'missing_parameter',
      detail: 'Give service or country, or both.',
    })
  })

  it.each([
    ['service=telegrm', 'service', ['telegram']],
    ['service=Telegram', 'service', ['telegram']],
    ['country=gb', 'country', ['GB']],
    ['country=Germany', 'country', ['DE']],
    ['service=telegram&provider=alfa', 'provider', ['alpha']],
    ['service=alpha:nothing', 'service', []],
    ['service=:', 'service', []],
    ['service=__proto_', 'service', ['__proto__']],
    ['country=toString', 'country', []],
  ])('a name nobody knows is a 404 with near matches: %s', async (query, field, suggestions) => {
    const response = await app.get(`/v1/offers?${query}`)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ code: 'unknown_reference', field, suggestions })
  })

  it('T25 has services called __proto__ and constructor', async () => {
    expect((await app.get('/v1/offers?service=__proto__')).status).toBe(200)
    expect((await app.get('/v1/offers?service=constructor')).status).toBe(200)
  })

  it.each([
    ['max_price=-1', 'max_price'],
    ['max_price=1,20', 'max_price'],
    ['max_price=NaN', 'max_price'],
    ['max_price=1e400', 'max_price'],
    ['sort=name', 'sort'],
    ['in_stock=1', 'in_stock'],
    ['limit=1001', 'limit'],
    ['country=%00', 'country'],
  ])('names a bad value: %s', async (query, field) => {
    const response = await app.get(`/v1/offers?service=telegram&${query}`)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'invalid_parameter', field })
  })

  describe('a cursor', () => {
    const encode = (place: unknown) => Buffer.from(JSON.stringify(place)).toString('base64url')
    const place = async () => {
      const { next } = await app.list(`${TELEGRAM_GB}&limit=1`)
      return JSON.parse(Buffer.from(next ?? '', 'base64url').toString())
    }
    const status = async (cursor: string, more = '') =>
      (await app.get(`${TELEGRAM_GB}&cursor=${encodeURIComponent(cursor)}${more}`)).status

    it('goes with its own sort alone', async () => {
      expect(await status(encode(await place()))).toBe(200)
      expect(await status(encode(await place()), '&sort=-price')).toBe(400)
    })

    it.each<[string, object]>([
      ['a price that is none', { price: '0.2); drop table offers' }],
      ['an infinite price', { price: 'Infinity' }],
      ['a stock that is none', { stock: 1.5 }],
      ['a NUL', { operator: 'a\0b' }],
      ['a number for a name', { provider: 7 }],
      ['no place', { provider: undefined }],
    ])('with %s is refused', async (_, forged) => {
      expect(await status(encode({ ...(await place()), ...forged }))).toBe(400)
    })

    it('has one spelling', async () => {
      expect(await status(`${encode(await place())}=`)).toBe(400)
    })

    it.each(['', '!!!', 'e30', 'bnVsbA', encode([])])('that is %j is refused', async cursor => {
      expect(await status(cursor)).toBe(400)
    })

    it('cannot carry SQL', async () => {
      expect(await status(encode({ ...(await place()), provider: "' or 1=1 --" }))).toBe(200)
      expect(app.errors).toEqual([])
    })
  })

  it('may be kept, but has to be asked about', async () => {
    expect((await app.get(TELEGRAM_GB)).headers.get('cache-control')).toBe('no-cache')
  })
})
