import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toMicros } from '../../handler-api/catalog/decimal.ts'
import { createFiveSimEmulator } from '../emulator.ts'
import { lotsOf } from './lots.ts'
import { createCatalogOfSize } from './size.ts'

const OPERATORS = ['ee', 'o2', 'virtual4', 'virtual53', 'virtual60']

describe('the operators of an offer', () => {
  it('add up to its stock, the cheapest at its price and with a number where there is one', () => {
    const offers = fc.record({
      country: fc.constantFrom('england', 'usa'),
      service: fc.string({ minLength: 1, maxLength: 6 }),
      price: fc.integer({ min: 1, max: 90_000 }).map(value => String(value / 10_000)),
      stock: fc.nat(100_000),
    })
    fc.assert(
      fc.property(offers, fc.nat(), (offer, seed) => {
        const lots = lotsOf(offer, OPERATORS, seed)
        expect(lots.reduce((sum, { stock }) => sum + stock, 0)).toBe(offer.stock)
        expect(toMicros(lots[0]?.price ?? '')).toBe(toMicros(offer.price))
        expect((lots[0]?.stock ?? 0) > 0).toBe(offer.stock > 0)
        expect(new Set(lots.map(({ operator }) => operator)).size).toBe(lots.length)
        const prices = lots.map(({ price }) => toMicros(price))
        expect(prices).toEqual([...prices].sort((left, right) => left - right))
        expect(lotsOf(offer, OPERATORS, seed)).toEqual(lots)
      }),
    )
  })
})

describe('the catalog', () => {
  const catalog = createCatalogOfSize({ services: 60, countries: 12 }, 1, false)

  it('names countries and products by slugs, each once', () => {
    const full = createCatalogOfSize({}, 1, true)
    for (const names of [full.countries.map(({ id }) => id), full.services.map(({ code }) => code)]) {
      expect(new Set(names).size).toBe(names.length)
      for (const name of names) expect(name).toMatch(/^[a-z0-9]{2,}$/)
    }
    expect(full.countries.map(({ iso }) => iso)).toEqual([...new Set(full.countries.map(({ iso }) => iso))])
    for (const slug of ['england', 'usa', 'hongkong', 'czech'])
      expect(full.countries.map(({ id }) => id)).toContain(slug)
    for (const slug of ['telegram', 'google', 'other', 'fast'])
      expect(full.services.map(({ code }) => code)).toContain(slug)
  })

  it('loses a number with each sale, of the cheapest operator that fits', () => {
    const [cheap = '', dear = ''] = catalog.operatorsOf('england')
    catalog.setOffer('england', 'telegram', {
      operators: [
        { operator: dear, price: '0.3', stock: 5 },
        { operator: cheap, price: '0.2', stock: 1 },
      ],
    })
    expect(catalog.offer('england', 'telegram')).toMatchObject({ price: '0.2', stock: 6 })
    expect(catalog.sell('england', 'telegram', () => true)).toMatchObject({ operator: cheap, price: '0.2' })
    expect(catalog.sell('england', 'telegram', () => true)).toMatchObject({ operator: dear, price: '0.3' })
    expect(catalog.sell('england', 'telegram', ({ operator }) => operator === cheap)).toBeNull()
    const offer = catalog.offer('england', 'telegram')
    expect(offer?.stock).toBe(4)
    expect(offer && catalog.lotsOf(offer).map(({ stock }) => stock)).toEqual([0, 4])
  })

  it('changes as it is told, and refuses what cannot be', () => {
    const before = catalog.revision
    catalog.setOffer('usa', 'telegram', { price: '1.5', stock: 7, flat: true })
    const offer = catalog.offer('usa', 'telegram')
    expect(offer && catalog.lotsOf(offer).map(({ price, stock }) => [price, stock])).toEqual([['1.5', 7]])
    expect(catalog.removeOffer('usa', 'telegram')).toBe(true)
    expect([catalog.offer('usa', 'telegram'), catalog.removeOffer('usa', 'telegram')]).toEqual([null, false])
    expect(catalog.churn({ fraction: 0.5, seed: 3 })).toBeGreaterThan(0)
    expect(catalog.revision).toBeGreaterThan(before)
    expect(() => catalog.setOffer('atlantis', 'telegram', { price: '1', stock: 1 })).toThrow(RangeError)
    expect(() => catalog.setOffer('usa', 'nothing', { price: '1', stock: 1 })).toThrow(RangeError)
    expect(() => catalog.setOffer('usa', 'telegram', { price: '1', stock: -1 })).toThrow(RangeError)
    const operators = [{ operator: 'nobody', price: '1', stock: 1 }] as const
    expect(() => catalog.setOffer('usa', 'telegram', { operators })).toThrow(RangeError)
  })

  it('agrees with its totals', () => {
    const { offers, totalStock } = catalog.totals()
    const all = [...catalog.offers()]
    expect([all.length, all.reduce((sum, { stock }) => sum + stock, 0)]).toEqual([offers, totalStock])
  })

  it('sells the magic products where they are wanted, and the others are the same', () => {
    const size = { services: 40, countries: 5 }
    const offers = (magicServices: boolean) => [...createFiveSimEmulator({ size, magicServices }).catalog.offers()]
    const plain = offers(false)
    expect(plain.some(({ service }) => service === 'fast')).toBe(false)
    expect(offers(true).filter(({ price, stock }) => price !== '0.1' || stock % 1_000_000 !== 0)).toEqual(plain)
  })
})
