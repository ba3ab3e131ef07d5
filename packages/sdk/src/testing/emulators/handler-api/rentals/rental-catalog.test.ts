import { describe, expect, it } from 'vitest'
import { rentalShop } from '../__fixtures__/rental-shop.ts'
import { createHandlerApiEmulator } from '../emulator.ts'

describe('the catalog of rentals', () => {
  it('is the same for the same seed, and another for another', () => {
    const offersOf = (seed: number) => {
      const { rentals } = createHandlerApiEmulator({ seed, size: { services: 20, countries: 5 } })
      return ['187', '16', '43', '6'].map(country => rentals.offersOf(country, 'tg'))
    }
    expect(offersOf(7)).toEqual(offersOf(7))
    expect(offersOf(7)).not.toEqual(offersOf(8))
    expect(offersOf(7).every(offers => offers.length === 6)).toBe(true)
  })

  it('sells longer rentals for more, and for less by the hour', () => {
    const { rentals } = createHandlerApiEmulator({ size: { services: 20, countries: 5 } })
    const offers = rentals.offersOf('187', 'wa')
    for (const [index, { hours, price }] of offers.slice(1).entries()) {
      const shorter = offers[index]
      expect(Number(price)).toBeGreaterThan(Number(shorter?.price))
      expect(Number(price) / hours).toBeLessThan(Number(shorter?.price) / (shorter?.hours ?? 0))
    }
  })

  it('is told by service and by country', async () => {
    const { emulator, json, get } = rentalShop()
    const told = await json('serviceCountRent&service=tg')
    expect(Object.keys(told)).toEqual(['16', '187'])
    expect(told['187']['24']).toEqual({ price: 2, count: 10, retail_price: 3.333333 })
    expect(Object.keys(told['187']).map(Number)).toEqual(
      emulator.rentals.offersOf('187', 'tg').map(({ hours }) => hours),
    )
    const here = await json('getRentServicesAndCountries&country=187&duration=168')
    expect(here.services.tg).toEqual({ quantity: 10, price: 5, retail_price: 8.333333 })
    expect(here.operators['1']).toBe(emulator.catalog.operatorsOf('187')[0])
    expect(await get('getRentServicesAndCountries&country=187&duration=25')).toMatch(/^400 {"title":"BAD_DURATION"/)
    expect(await get('getRentServicesAndCountries&country=187')).toMatch(/^422 .*"field":"duration"/)
    expect(await get('serviceCountRent&service=none')).toMatch(/^400 {"title":"WRONG_SERVICE"/)
    expect(await get('serviceCountRent&service=tg&country=999')).toMatch(/^400 {"title":"WRONG_COUNTRY"/)
  })

  it('takes no offer that cannot be', () => {
    const { rentals } = rentalShop().emulator
    expect(() => rentals.setOffer('187', 'tg', 1.5, { price: '1', stock: 1 })).toThrow('not a length')
    expect(() => rentals.setOffer('187', 'tg', 24, { price: '1', stock: -1 })).toThrow('not a stock')
    expect(() => rentals.setOffer('187', 'tg', 24, { price: 'a', stock: 1 })).toThrow('not a price')
  })
})
