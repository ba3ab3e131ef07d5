import { describe, expect, it } from 'vitest'
import { shop, tinyEmulator, withKey } from '../__fixtures__/tiny-emulator.ts'

const dialects = ['classic', 'hero-sms', 'tiger-sms', 'sms-bower'] as const
const ORDER = 'service=tg&country=187'

describe.each(dialects)('getNumber of %s', dialect => {
  it('answers with an id beyond 31 bits and a phone, charges, and takes one out of the stock', async () => {
    const { emulator, get } = shop(dialect)
    expect(await get(`getNumber&${ORDER}`)).toMatch(/^ACCESS_NUMBER:30000000\d\d:1555\d{7}$/)
    expect(await get('getBalance')).toBe('ACCESS_BALANCE:99.7500')
    expect(emulator.catalog.offer('187', 'tg')).toMatchObject({ stock: 999 })
  })

  it('gives ids that only grow, and phones that differ', async () => {
    const { emulator, buy } = shop(dialect)
    const ids = [await buy(), await buy(), await buy()].map(Number)
    expect(ids).toEqual([...new Set(ids)].sort((left, right) => left - right))
    expect(new Set(emulator.ledger.activations().map(({ phone }) => phone)).size).toBe(3)
  })

  it('P18 sells until nothing is left, and charges for no more', async () => {
    const { emulator, get } = shop(dialect)
    emulator.catalog.setOffer('187', 'tg', { price: '0.25', stock: 2, flat: true })
    const words = [await get(`getNumber&${ORDER}`), await get(`getNumber&${ORDER}`), await get(`getNumber&${ORDER}`)]
    expect(words.map(word => word.split(':')[0])).toEqual(['ACCESS_NUMBER', 'ACCESS_NUMBER', 'NO_NUMBERS'])
    expect(emulator.ledger.charges()).toHaveLength(2)
  })
})

describe('getNumberV2', () => {
  const sold = async (dialect: (typeof dialects)[number]) =>
    (await shop(dialect).json(`getNumberV2&${ORDER}`)) as unknown
  const phoneNumber = expect.stringMatching(/^1555\d{7}$/)

  it('of SMS-Activate has a number for an id and a time without a zone', async () => {
    expect(await sold('classic')).toEqual({
      activationId: expect.any(Number),
      phoneNumber,
      activationCost: 0.25,
      currency: 840,
      countryCode: '187',
      canGetAnotherSms: '1',
      activationTime: '2026-01-01 03:00:00',
      activationOperator: expect.stringMatching(/^[a-z0-9_]+$/),
    })
  })

  it('of HeroSMS tells when it ends', async () => {
    expect(await sold('hero-sms')).toEqual({
      activationId: expect.stringMatching(/^\d{10}$/),
      phoneNumber,
      activationCost: 0.25,
      currency: 840,
      countryCode: 187,
      countryPhoneCode: 1,
      canGetAnotherSms: true,
      activationTime: '2026-01-01T00:00:00+00:00',
      activationEndTime: '2026-01-01T00:20:00+00:00',
      activationOperator: 'any',
      verificationType: 'sms',
      subtype: 1,
      serviceCode: 'tg',
      status: 4,
    })
  })

  it('of Tiger SMS has its money in a string', async () => {
    expect(await sold('tiger-sms')).toMatchObject({
      activationCost: '0.2500',
      countryCode: '187',
      countryPhoneCode: '1',
      canGetAnotherSms: true,
      activationEndTime: '2026-01-01T00:20:00+00:00',
    })
  })

  it('of SMSBower tells no currency', async () => {
    const answer = await sold('sms-bower')
    expect(answer).toMatchObject({ activationCost: '0.2500', activationTime: '2026-01-01 03:00:00' })
    expect(answer).not.toHaveProperty('currency')
  })
})

describe('P19 a purchase is refused', () => {
  /** Query → what each host says to `getNumber` and `getNumberV2`. */
  const refusals = {
    'service=zz&country=187': {
      classic: ['BAD_SERVICE', 'BAD_SERVICE'],
      'hero-sms': ['UNPROCESSABLE_ENTITY:service:INVALID', /^422 .*"UNPROCESSABLE_ENTITY".*"field":"service"/],
      'tiger-sms': ['BAD_SERVICE', /^{"title":"BAD_SERVICE"/],
      'sms-bower': ['WRONG_SERVICE', 'WRONG_SERVICE'],
    },
    'service=tg&country=9999': {
      classic: ['BAD_COUNTRY', 'BAD_COUNTRY'],
      'hero-sms': ['UNPROCESSABLE_ENTITY:country:INVALID', /^422 .*"field":"country"/],
      'tiger-sms': ['BAD_COUNTRY', /^{"title":"BAD_COUNTRY"/],
      'sms-bower': ['BAD_COUNTRY', 'BAD_COUNTRY'],
    },
    'service=wa&country=16': {
      classic: ['NO_NUMBERS', 'NO_NUMBERS'],
      'hero-sms': ['NO_NUMBERS', 'NO_NUMBERS'],
      'tiger-sms': ['NO_NUMBERS', /^{"title":"NO_NUMBERS"/],
      'sms-bower': ['NO_NUMBERS', 'NO_NUMBERS'],
    },
    'service=tg&country=187&maxPrice=0.1': {
      classic: ['WRONG_MAX_PRICE:0.25', 'WRONG_MAX_PRICE:0.25'],
      'hero-sms': [/^400 .*"WRONG_MAX_PRICE".*"info":{"min":0.25}/, /^400 .*"WRONG_MAX_PRICE"/],
      'tiger-sms': ['NO_NUMBERS', /^{"title":"NO_NUMBERS"/],
      'sms-bower': ['NO_NUMBERS', 'NO_NUMBERS'],
    },
    'service=wa&country=187': {
      classic: ['NO_BALANCE', 'NO_BALANCE'],
      'hero-sms': [/^402 {"title":"NO_BALANCE"/, /^402 {"title":"NO_BALANCE"/],
      'tiger-sms': ['NO_BALANCE', /^402 {"title":"NO_BALANCE"/],
      'sms-bower': ['NO_BALANCE', 'NO_BALANCE'],
    },
  } as const

  it.each(Object.entries(refusals))('%s', async (order, words) => {
    for (const dialect of dialects) {
      const { emulator, get } = shop(dialect, { balance: '1.0000' })
      emulator.catalog.setOffer('187', 'wa', { price: '1.2', stock: 5, flat: true })
      for (const [index, action] of ['getNumber', 'getNumberV2'].entries()) {
        const word = words[dialect][index] ?? ''
        expect(await get(`${action}&${order}`), dialect).toEqual(
          typeof word === 'string' ? word : expect.stringMatching(word),
        )
      }
      expect(emulator.ledger.activations()).toEqual([])
      expect(emulator.ledger.balance).toBe('1.0000')
    }
  })

  it('when the same order number comes again, at SMS-Activate alone', async () => {
    const classic = shop('classic')
    expect(await classic.get(`getNumberV2&${ORDER}&orderId=a1`)).toMatch(/^{"activationId"/)
    expect(await classic.get(`getNumberV2&${ORDER}&orderId=a1`)).toBe('ORDER_ALREADY_EXISTS')
    expect(await classic.get(`getNumber&${ORDER}&orderId=a2`)).toMatch(/^ACCESS_NUMBER/)
    expect(classic.emulator.ledger.charges()).toHaveLength(2)
    for (const dialect of ['hero-sms', 'tiger-sms', 'sms-bower'] as const) {
      const { emulator, get } = shop(dialect)
      for (let time = 0; time < 2; time += 1) await get(`getNumberV2&${ORDER}&orderId=a1`)
      expect(emulator.ledger.charges(), dialect).toHaveLength(2)
    }
  })

  it('an order number that bought nothing may be used again', async () => {
    const { get } = shop('classic')
    expect(await get('getNumber&service=wa&country=187&orderId=a1')).toBe('NO_NUMBERS')
    expect(await get(`getNumber&${ORDER}&orderId=a1`)).toMatch(/^ACCESS_NUMBER/)
  })
})

describe('the price', () => {
  /** Several tiers, the cheapest first. */
  const tiered = (dialect: (typeof dialects)[number]) => {
    const emulator = tinyEmulator(dialect, { autoSms: false })
    emulator.catalog.setOffer('187', 'tg', { price: '0.25', stock: 60 })
    const offer = emulator.catalog.offersOf('187', 'tg')[0]
    const lots = offer ? [...emulator.catalog.lotsOf(offer)] : []
    const sell = async (more = '') => (await withKey(emulator, `getNumber&${ORDER}${more}`)).body
    return { emulator, lots, sell }
  }
  const prices = (emulator: ReturnType<typeof tinyEmulator>) =>
    emulator.ledger.activations().map(({ price }) => Number(price))

  it('is the usual one or none where there is a usual one', async () => {
    const { emulator, lots, sell } = tiered('hero-sms')
    const usual = lots.filter(({ price }) => price === '0.25').reduce((sum, { stock }) => sum + stock, 0)
    for (let count = 0; count < usual; count += 1) await sell()
    expect(await sell()).toBe('NO_NUMBERS')
    expect(await sell('&maxPrice=5')).toMatch(/^ACCESS_NUMBER/)
    expect(prices(emulator).slice(0, -1)).toEqual(Array.from({ length: usual }, () => 0.25))
    expect(prices(emulator).at(-1)).toBeGreaterThan(0.25)
  })

  it('climbs from tier to tier, never above the cap, until all are sold', async () => {
    for (const dialect of dialects) {
      const { emulator, lots, sell } = tiered(dialect)
      const dearest = lots.at(-1)?.price ?? ''
      for (let count = 0; count < 60; count += 1) expect(await sell(`&maxPrice=${dearest}`)).toMatch(/^ACCESS_NUMBER/)
      expect(await sell(`&maxPrice=${dearest}`)).toBe('NO_NUMBERS')
      expect(prices(emulator)).toEqual(
        lots.flatMap(({ price, stock }) => Array.from({ length: stock }, () => Number(price))),
      )
    }
  })

  it('P22 lowers what the lists tell of each tier', async () => {
    const { emulator, lots, sell } = tiered('sms-bower')
    await sell()
    const tiers = JSON.parse((await withKey(emulator, `getPricesV2&${ORDER}`)).body)['187'].tg
    const left = Object.values<number>(tiers).reduce((sum, count) => sum + count, 0)
    expect([left, Object.keys(tiers).length]).toEqual([59, new Set(lots.map(({ price }) => price)).size])
  })

  it('may be fixed, or chosen by supplier, where the host knows how', async () => {
    const hero = tiered('hero-sms')
    const dearest = hero.lots.at(-1)?.price ?? ''
    await hero.sell(`&maxPrice=${dearest}&fixedPrice=true`)
    expect(prices(hero.emulator)).toEqual([Number(dearest)])

    const bower = tiered('sms-bower')
    const supplier = bower.lots.at(-1)?.supplier
    await bower.sell(`&providerIds=${supplier}`)
    await bower.sell(`&exceptProviderIds=${bower.lots[0]?.supplier}`)
    await bower.sell(`&minPrice=${bower.lots.at(-1)?.price}`)
    const [chosen, other, least] = prices(bower.emulator)
    expect([chosen, least]).toEqual([Number(bower.lots.at(-1)?.price), Number(bower.lots.at(-1)?.price)])
    expect(other).toBeGreaterThan(Number(bower.lots[0]?.price) - 1e-9)
  })
})

describe('the network', () => {
  it('is the one asked for, or not to be had at HeroSMS', async () => {
    const { emulator, get } = shop('hero-sms')
    const [first = '', second = ''] = emulator.catalog.operatorsOf('187')
    await get(`getNumber&${ORDER}&operator=${second}`)
    await get(`getNumber&${ORDER}&operator=any`)
    await get(`getNumber&${ORDER}&operator=!${first}`)
    const [asked, any, other] = emulator.ledger.activations().map(({ operator }) => operator)
    expect([asked, any]).toEqual([second, 'any'])
    expect(other).not.toBe(first)
    expect(await get(`getNumber&${ORDER}&operator=nosuch`)).toBe('NO_NUMBERS')
  })

  it('is another one without a word at SMS-Activate', async () => {
    const { emulator, get } = shop('classic')
    expect(await get(`getNumber&${ORDER}&operator=nosuch`)).toMatch(/^ACCESS_NUMBER/)
    expect(emulator.catalog.operatorsOf('187')).toContain(emulator.ledger.activations()[0]?.operator)
  })
})
