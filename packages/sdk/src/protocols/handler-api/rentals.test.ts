import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ConfigurationError } from '../../errors/access.ts'
import { ProviderUnavailableError } from '../../errors/transport.ts'
import type { RentalDuration } from '../../provider/rentals.ts'
import { identity, later, now, scripted } from './__fixtures__/scripted.ts'
import { telegramNumber } from './__fixtures__/telegram.ts'

const RENTED = {
  activationId: 4711,
  phoneNumber: '447700900123',
  activationCost: 1.5,
  currency: 840,
  activationTime: '2026-01-01T00:00:10+00:00',
  activationEndTime: '2026-01-02T00:00:10+00:00',
  activationOperator: 'o2',
  subtype: 2,
}
const HOUR = 60
const order = { intentId: 'intent', service: 'telegram', country: 'GB', duration: { days: 1 } } as const
const rented = (facts: object = {}, dialect = {}) =>
  scripted({ getRentNumber: JSON.stringify({ ...RENTED, ...facts }) }, { dialect })

describe('targets of rentals', () => {
  const { rentals, asked } = scripted({}, { dialect: { operatorChoice: true } })
  const hoursOf = (duration: RentalDuration) => rentals.targets({ ...order, duration })[0]?.hours

  it('are in the ids of the host and in hours, and send nothing', () => {
    const target = { kind: 'rental', provider: 'host', service: 'tg', country: '16', operator: 'o2', hours: 24 }
    expect(rentals.targets({ ...order, operator: 'o2' })).toEqual([{ ...target, extends: null }])
    expect([hoursOf({ hours: 2 }), hoursOf({ days: 7 })]).toEqual([2, 168])
    expect(asked).toEqual([])
  })

  it('refuse what is no length of whole hours', () => {
    const bad = [{ hours: 0 }, { hours: -1 }, { hours: 1.5 }, { days: 0.5 }, { hours: Number.NaN }, { hours: 1e6 }, {}]
    for (const duration of [...bad, { hours: 1, days: 1 }, { hours: '' }])
      expect(() => hoursOf(duration as RentalDuration)).toThrow(ConfigurationError)
  })

  it('P24 know no names that nobody has mapped, no operator that is not honoured', () => {
    expect(() => rentals.targets({ ...order, service: 'telegrm' })).toThrow(/telegram/)
    expect(() => scripted({}).rentals.targets({ ...order, operator: 'o2' })).toThrow('operator')
  })
})

describe('rent', () => {
  it('sends one request, and answers the number with the end that the host names', async () => {
    const { rentals, asked } = rented({}, { operatorChoice: true })
    expect(await rentals.rent({ ...order, operator: 'o2', maxPrice: '2' }, {})).toEqual({
      kind: 'rental',
      ...identity,
      status: 'active',
      ...telegramNumber,
      operator: { nativeId: 'o2', name: 'o2' },
      price: { amount: '1.5', currency: 'USD' },
      createdAt: now,
      soldAt: new Date('2026-01-01T00:00:10Z'),
      expiresAt: new Date('2026-01-02T00:00:10Z'),
      cancellableAt: later(2),
      observedAt: now,
    })
    expect(asked).toEqual(['buy getRentNumber service=tg country=16 operator=o2 duration=24'])
  })

  it('without zones the length is good all the same, and without times the one that was asked for', async () => {
    const times = { activationTime: '2030-01-01 00:00:00', activationEndTime: '2030-01-01 20:00:00' }
    expect(await rented(times).rentals.rent(order, {})).toMatchObject({ expiresAt: later(20 * HOUR), soldAt: null })
    const untold = { activationTime: undefined, activationEndTime: undefined, subtype: undefined }
    expect(await rented(untold).rentals.rent(order, {})).toMatchObject({ expiresAt: later(24 * HOUR) })
  })

  it('P24 what fails before it is sent was not sent', async () => {
    const { rentals, asked } = rented()
    await expect(rentals.rent({ ...order, duration: { hours: 0 } }, {})).rejects.toMatchObject({
      code: 'purchase_not_sent',
      cause: { code: 'configuration' },
    })
    expect(asked).toEqual([])
  })
})

describe('extend', () => {
  const before = () => rented().rentals.rent(order, {})
  const extended = (answer: object | Error) =>
    scripted({ prolong: answer instanceof Error ? answer : JSON.stringify({ ...RENTED, ...answer }) })

  it('sends one POST, and answers the number with its new end, whatever price stands in the answer', async () => {
    const rental = await before()
    const { rentals, asked } = extended({ activationEndTime: '2026-01-05T00:00:10+00:00', activationCost: 9 })
    expect(await rentals.extend?.({ intentId: 'more', rental, duration: { days: 3 } }, {})).toEqual({
      ...rental,
      price: null,
      expiresAt: new Date('2026-01-05T00:00:10Z'),
    })
    expect(asked).toEqual(['buy POST prolong id=4711 duration=72'])
  })

  it('adds the hours where the answer names no end', async () => {
    const rental = await before()
    const { rentals } = extended({ activationEndTime: undefined })
    const longer = await rentals.extend?.({ intentId: 'more', rental, duration: { days: 3 } }, {})
    expect(longer?.expiresAt).toEqual(new Date('2026-01-05T00:00:10Z'))
  })

  it('E20 an answer that is lost is unknown', async () => {
    const lost = new ProviderUnavailableError('no answer')
    const { rentals } = extended(lost)
    const rental = await before()
    await expect(rentals.extend?.({ intentId: 'more', rental, duration: { days: 3 } }, {})).rejects.toBe(lost)
  })

  it('P24 what fails before it is sent was not sent', async () => {
    const { rentals, asked } = extended({})
    const rental = await before()
    const unsent = { code: 'purchase_not_sent' }
    const foreign = { intentId: 'more', rental: { ...rental, id: 'other:4711' }, duration: { days: 3 } }
    await expect(rentals.extend?.(foreign, {})).rejects.toMatchObject({ ...unsent, cause: { code: 'not_found' } })
    const short = { intentId: 'more', rental, duration: { hours: 0.5 } }
    await expect(rentals.extend?.(short, {})).rejects.toMatchObject({ ...unsent, cause: { code: 'configuration' } })
    expect(asked).toEqual([])
  })
})

describe('offers', () => {
  const table = JSON.stringify({
    16: { 2: { price: 0.18, count: 25_370, retail_price: 0.3 }, 24: { price: '0.50', count: '7' }, x: { price: 1 } },
    6: { 4: { price: 0.2 } },
    7: [],
  })
  const lines = async (serviceCountRent: string, country?: 'GB', status = 200) =>
    (
      await scripted({ serviceCountRent }, { status }).rentals.offers(
        { service: 'telegram', ...(country && { country }) },
        {},
      )
    ).map(({ country: { nativeId }, hours, price, stock }) => [nativeId, hours, price.amount, stock])

  it('are lengths with their prices, of one country or of all', async () => {
    const british = [
      ['16', 2, '0.18', 25_370],
      ['16', 24, '0.5', 7],
    ]
    expect(await lines(table)).toEqual([['6', 4, '0.2', null], ...british])
    expect(await lines(table, 'GB')).toEqual(british)
    const { rentals, asked } = scripted({ serviceCountRent: table })
    const [first] = await rentals.offers({ service: 'telegram', country: 'GB' }, {})
    expect(first).toMatchObject({ kind: 'rental', provider: 'host', service: { slug: 'telegram' }, hours: 2 })
    expect(asked).toEqual(['read serviceCountRent service=tg country=16'])
  })

  it('are none where nothing is rented, and an error where nobody knows', async () => {
    for (const none of ['{}', '[]', '{"title":"BAD_SERVICE","details":""}', '{"16":[]}']) {
      expect(await lines(none)).toEqual([])
    }
    await expect(lines('{"title":"WRONG_SERVICE","details":""}', 'GB', 400)).rejects.toMatchObject({
      code: 'unknown_reference',
    })
    for (const odd of ['{"16":{"2":{"count":1}}}', '{"services":{}}', '[1]', '', '<html>'])
      await expect(lines(odd)).rejects.toMatchObject({ code: 'unexpected_response' })
  })

  it('nothing a host can write into the table breaks the reader in another way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async value => {
        const read = await lines(JSON.stringify(value)).catch((error: { code?: string }) => error.code)
        expect(read === undefined).toBe(false)
        if (Array.isArray(read)) for (const [, hours] of read) expect(hours).toBeGreaterThan(0)
      }),
    )
  })
})

describe('extensions', () => {
  it('are whole hours with their prices', async () => {
    const options = [
      { price: 0.2145, duration: { unit: 'hour', value: 2 } },
      { price: '1', duration: { unit: 'minute', value: 120 } },
      { price: 1, duration: { unit: 'minute', value: 90 } },
      { price: 1, duration: { unit: 'moon', value: 1 } },
    ]
    const { rentals, asked } = scripted({ prolongOptions: JSON.stringify({ data: { options } }) })
    expect(await rentals.extensions?.('host:4711', {})).toEqual([
      { provider: 'host', hours: 2, price: { amount: '0.2145', currency: 'USD' } },
      { provider: 'host', hours: 2, price: { amount: '1', currency: 'USD' } },
    ])
    expect(asked).toEqual(['read prolongOptions id=4711'])
  })
})
