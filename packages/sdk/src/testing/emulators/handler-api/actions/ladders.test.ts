import { describe, expect, it } from 'vitest'
import { tinyEmulator, withKey } from '../__fixtures__/tiny-emulator.ts'
import type { HandlerApiDialectName } from '../dialects/dialects.ts'
import { createHandlerApiEmulator } from '../emulator.ts'

describe('ladders on the wire', () => {
  const parsed = async (dialect: HandlerApiDialectName, query: string) =>
    JSON.parse((await withKey(tinyEmulator(dialect), query)).body)
  const total = (map: Record<string, number>) => Object.values(map).reduce((sum, count) => sum + count, 0)

  it('are cumulative at HeroSMS, where the price becomes that of the cheapest tier', async () => {
    const [plain, free] = await Promise.all([
      parsed('hero-sms', 'getTopCountriesByService&service=tg'),
      parsed('hero-sms', 'getTopCountriesByService&service=tg&freePrice=true'),
    ])
    const { freePriceMap, ...row } = free['0']
    const counts = Object.values<number>(freePriceMap)
    expect(counts).toEqual([...counts].sort((left, right) => left - right))
    expect(counts.at(-1)).toBe(28)
    expect(row).toEqual({ country: 187, count: 28, price: Number(Object.keys(freePriceMap)[0]), retail_price: 0.5 })
    expect(plain['0']).toEqual({ country: 187, count: freePriceMap['0.25'] ?? 0, price: 0.25, retail_price: 0.5 })
  })

  it('are per price at SMS-Activate', async () => {
    const free = await parsed('classic', 'getTopCountriesByService&service=tg&freePrice=true')
    expect(total(free['0'].freePriceMap)).toBe(28)
  })

  it('are cumulative at Tiger SMS, and the suppliers add up to the same', async () => {
    const tiers = (await parsed('tiger-sms', 'getPricesV2&service=tg&country=187'))['187'].tg
    const counts = Object.values<number>(tiers.prices)
    expect(counts.length).toBeGreaterThan(1)
    expect(counts.at(-1)).toBe(28)
    const suppliers = (await parsed('tiger-sms', 'getPricesV3&service=tg&country=187'))['187'].tg
    expect(suppliers).toMatchObject({ price: 0.25, count: 28, currency: 840, saleAveragePrice: tiers.saleAveragePrice })
    const entries = Object.entries<{ count: number; price: number[]; provider_id: number }>(suppliers.providers)
    expect(entries.reduce((sum, [, { count }]) => sum + count, 0)).toBe(28)
    for (const [id, { price, provider_id }] of entries) {
      expect(provider_id).toBe(Number(id))
      for (const one of price) expect(Object.keys(tiers.prices).map(Number)).toContain(one)
    }
  })

  it('are a histogram at SMSBower, made of its suppliers', async () => {
    const tiers = (await parsed('sms-bower', 'getPricesV2&service=tg&country=187'))['187'].tg
    expect(total(tiers)).toBe(28)
    const suppliers = (await parsed('sms-bower', 'getPricesV3&service=tg&country=187'))['187'].tg
    const histogram: Record<string, number> = {}
    for (const [id, { count, price, provider_id }] of Object.entries<Record<string, number>>(suppliers)) {
      expect(provider_id).toBe(Number(id))
      histogram[String(price)] = (histogram[String(price)] ?? 0) + (count ?? 0)
    }
    expect(histogram).toEqual(
      Object.fromEntries(Object.entries(tiers).map(([price, count]) => [String(Number(price)), count])),
    )
    const top = await parsed('sms-bower', 'getTopCountriesByService&service=tg')
    expect(Object.keys(top)).toEqual(['united-states', 'england'])
    expect(Object.keys(top['united-states'])).toEqual(Object.keys(suppliers))
  })
})

describe('the best countries of every service', () => {
  it('are the first twenty-five', async () => {
    const emulator = createHandlerApiEmulator({ size: { services: 4, countries: 40 } })
    const all = JSON.parse((await withKey(emulator, 'getTopCountriesByService')).body)
    expect(Object.keys(all)).toEqual(['tg', 'wa', 'go', 'ig'])
    expect(Object.keys(all.tg)).toHaveLength(25)
    const one = JSON.parse((await withKey(emulator, 'getTopCountriesByService&service=tg')).body)
    expect(Object.keys(one).length).toBeGreaterThan(30)
    expect(one).toMatchObject(all.tg)
  })
})
