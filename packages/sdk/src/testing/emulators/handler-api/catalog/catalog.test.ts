import { describe, expect, it } from 'vitest'
import { createHandlerApiEmulator } from '../emulator.ts'
import type { EmulatorCatalog } from './catalog.ts'

const small = (seed = 1) => createHandlerApiEmulator({ seed, size: { services: 60, countries: 9 } }).catalog
const listed = (catalog: EmulatorCatalog) => [...catalog.offers()]

describe('the full catalog', () => {
  const { catalog } = createHandlerApiEmulator()
  const offers = listed(catalog)

  it('has the size of the real one', () => {
    const { services, countries, offers: count, totalStock } = catalog.totals()
    expect({ services, countries, count }).toEqual({ services: 2_246, countries: 195, count: 401_700 })
    expect(offers).toHaveLength(count)
    expect(offers.reduce((sum, { stock }) => sum + stock, 0)).toBe(totalStock)
  })

  it('lists each service and each country once, with codes and ids of the usual form', () => {
    const codes = catalog.services.map(({ code }) => code)
    expect(new Set(codes).size).toBe(2_246)
    expect(codes.filter(code => !/^[a-z]{2,4}$/.test(code))).toEqual([])
    expect(new Set(catalog.services.map(({ name }) => name.toLowerCase())).size).toBeGreaterThan(2_200)
    const ids = catalog.countries.map(({ id }) => Number(id))
    expect(ids).toEqual([...new Set(ids)].sort((left, right) => left - right))
    expect([ids.at(0), ids.at(-1), ids.includes(12)]).toEqual([1, 204, false])
  })

  it('has prices of 2 to 4 decimals and stocks from none to hundreds of thousands', () => {
    expect(offers.filter(({ price }) => !/^\d+(\.\d{1,4})?$/.test(price) || Number(price) <= 0)).toEqual([])
    const share = (matches: (stock: number) => boolean) =>
      offers.filter(({ stock }) => matches(stock)).length / offers.length
    expect(share(stock => stock === 0)).toBeCloseTo(0.04, 2)
    expect(share(stock => stock < 50)).toBeGreaterThan(0.4)
    expect(share(stock => stock >= 100_000)).toBeGreaterThan(0.005)
    expect(share(stock => stock >= 100_000)).toBeLessThan(0.05)
  })

  it('sells the wanted services everywhere, dearer than others and dearest where people are rich', () => {
    const price = (country: string, service: string) => Number(catalog.offer(country, service)?.price)
    const mean = (country: string) => {
      const all = catalog.offersOf(country)
      return all.reduce((sum, offer) => sum + Number(offer.price), 0) / all.length
    }
    for (const { id } of catalog.countries) expect(catalog.offer(id, 'tg'), id).not.toBeNull()
    expect(price('187', 'tg')).toBeGreaterThan(2 * mean('187'))
    expect(mean('187')).toBeGreaterThan(2 * mean('6'))
    const sizes = catalog.countries.map(({ id }) => catalog.offersOf(id).length)
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeGreaterThan(300)
  })

  it('knows the networks of 137 countries', () => {
    const known = catalog.countries.map(({ id }) => catalog.operatorsOf(id)).filter(({ length }) => length > 0)
    expect(known).toHaveLength(137)
    expect(known.flat().filter(operator => !/^[a-z0-9_]+$/.test(operator))).toEqual([])
  })
})

describe('a catalog', () => {
  it('is the same for the same seed and another for another', () => {
    expect(listed(small(7))).toEqual(listed(small(7)))
    expect(listed(small(8))).not.toEqual(listed(small(7)))
  })

  it('keeps its prices when fewer countries are sold', () => {
    const fewer = createHandlerApiEmulator({ size: { services: 60, countries: 3 } }).catalog
    expect(fewer.countries.map(({ id }) => id)).toEqual(['16', '43', '187'])
    expect(fewer.offer('43', 'tg')).toEqual(small().offer('43', 'tg'))
  })

  it('refuses a size no host can have', () => {
    for (const size of [
      { services: 0 },
      { countries: 196 },
      { services: 10, offersPerCountry: 11 },
      { countries: 1.5 },
    ]) {
      expect(() => createHandlerApiEmulator({ size })).toThrow(RangeError)
    }
  })

  it('can be changed offer by offer', () => {
    const catalog = small()
    const before = catalog.revision
    catalog.setOffer('187', 'tg', { price: '0.0415', stock: 3 })
    expect(catalog.offer('187', 'tg')).toEqual({ country: '187', service: 'tg', price: '0.0415', stock: 3 })
    expect(catalog.offersOf('187')[0]).toEqual(catalog.offer('187', 'tg'))
    expect(catalog.removeOffer('187', 'tg')).toBe(true)
    expect(catalog.removeOffer('187', 'tg')).toBe(false)
    expect(catalog.offer('187', 'tg')).toBeNull()
    expect(catalog.revision).toBe(before + 2)
  })

  it('refuses an offer that cannot be', () => {
    const catalog = small()
    expect(() => catalog.setOffer('12', 'tg', { price: '1', stock: 1 })).toThrow('country "12"')
    expect(() => catalog.setOffer('187', 'zzzz', { price: '1', stock: 1 })).toThrow('service "zzzz"')
    expect(() => catalog.setOffer('187', 'tg', { price: '1,2', stock: 1 })).toThrow(RangeError)
    expect(() => catalog.setOffer('187', 'tg', { price: '5000', stock: 1 })).toThrow(RangeError)
    for (const stock of [-1, 1.5, Number.NaN, 2 ** 33]) {
      expect(() => catalog.setOffer('187', 'tg', { price: '1', stock })).toThrow(RangeError)
    }
  })

  it('churns exactly the share it is told to, the same for the same seed', () => {
    const [one, other] = [small(), small()]
    const before = listed(one)
    expect(one.churn({ fraction: 0.1, seed: 5 })).toBe(Math.round(before.length * 0.1))
    const after = listed(one)
    const changed = after.filter((offer, index) => JSON.stringify(offer) !== JSON.stringify(before[index]))
    expect(changed).toHaveLength(Math.round(before.length * 0.1))
    expect(after.map(({ country, service }) => country + service)).toEqual(
      before.map(({ country, service }) => country + service),
    )
    other.churn({ fraction: 0.1, seed: 5 })
    expect(listed(other)).toEqual(after)
    expect(() => one.churn({ fraction: 1.1, seed: 1 })).toThrow(RangeError)
  })
})
