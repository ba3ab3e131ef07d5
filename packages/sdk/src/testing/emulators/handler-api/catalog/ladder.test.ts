import { describe, expect, it } from 'vitest'
import { createHandlerApiEmulator } from '../emulator.ts'
import { bySupplier, cumulative, tiersOf } from './ladder.ts'

const names = ['hero-sms', 'sms-bower', 'tiger-sms', 'classic'] as const
const sum = (tiers: readonly { stock: number }[]) => tiers.reduce((total, { stock }) => total + stock, 0)

describe.each(names)('ladders of %s', dialect => {
  const { catalog } = createHandlerApiEmulator({ dialect, size: { services: 300, countries: 20 } })
  const offers = [...catalog.offers()]

  it('add up to the stock, exactly and summed up, in ascending prices', () => {
    for (const offer of offers) {
      const lots = catalog.lotsOf(offer)
      const tiers = tiersOf(lots)
      expect(sum(lots)).toBe(offer.stock)
      expect(sum(tiers)).toBe(offer.stock)
      expect(cumulative(tiers).at(-1)?.stock).toBe(offer.stock)
      const prices = tiers.map(({ price }) => Number(price))
      expect(prices).toEqual([...new Set(prices)].sort((left, right) => left - right))
      if (offer.stock > 0) expect(lots.every(({ stock }) => stock > 0)).toBe(true)
    }
  })

  it('are the same each time', () => {
    for (const offer of offers.slice(0, 50)) expect(catalog.lotsOf(offer)).toEqual(catalog.lotsOf({ ...offer }))
  })

  it('begin at the default price, or above it where the host allows', () => {
    const above = offers.filter(offer => Number(catalog.lotsOf(offer)[0]?.price) > Number(offer.price))
    const allowed = dialect === 'hero-sms' || dialect === 'classic'
    expect(above.length / offers.length).toBeGreaterThan(allowed ? 0.05 : -1)
    expect(above.length / offers.length).toBeLessThan(allowed ? 0.15 : 0.000_001)
  })

  it('give a supplier one price, or several where the host does', () => {
    const prices = offers.map(offer => {
      const suppliers = [...bySupplier(catalog.lotsOf(offer)).values()]
      return Math.max(...suppliers.map(own => new Set(own.map(({ price }) => price)).size))
    })
    expect(Math.max(...prices) > 1).toBe(dialect === 'tiger-sms')
  })
})
