import fc from 'fast-check'
import type { Comparison, PriceChange } from '../guard.ts'
import type { CatalogStats } from '../stats.ts'

/** A catalog of 1,000 offers; give what is to be different. */
export function statsOf(different: Partial<CatalogStats> = {}): CatalogStats {
  return {
    offers: 1000,
    countries: 100,
    services: 200,
    zeroStock: 100,
    totalStock: 50_000,
    priceSum: 800,
    currency: 'USD',
    ...different,
  }
}

export const unmoved: PriceChange = { matched: 1000, medianRatio: 1, tripled: 0 }

/** A catalog compared with itself; give what is to be different. */
export function comparisonOf(different: Partial<Comparison> = {}): Comparison {
  return {
    candidate: statsOf(),
    faults: { invalid: 0, duplicates: 0 },
    asked: 100,
    previous: statsOf(),
    anchor: statsOf(),
    recentStock: [50_000, 50_000, 50_000],
    prices: unmoved,
    ...different,
  }
}

/** Any catalog that is not empty, with figures that can be true together. */
export const anyStats: fc.Arbitrary<CatalogStats> = fc
  .record({
    offers: fc.integer({ min: 1, max: 500_000 }),
    countries: fc.integer({ min: 0, max: 250 }),
    services: fc.integer({ min: 1, max: 3000 }),
    zeroShare: fc.double({ min: 0, max: 1, noNaN: true }),
    totalStock: fc.integer({ min: 0, max: 2_000_000_000 }),
    priceSum: fc.double({ min: 0, max: 1e9, noNaN: true }),
    currency: fc.constantFrom('USD', 'EUR', 'RUB'),
  })
  .map(({ zeroShare, ...stats }) => ({ ...stats, zeroStock: Math.floor(zeroShare * stats.offers) }))

/** Anything a run may bring, next to anything that was there before. */
export const anyComparison: fc.Arbitrary<Comparison> = fc
  .record({
    candidate: fc.oneof(
      anyStats,
      anyStats.map(stats => ({ ...stats, offers: 0, zeroStock: 0, totalStock: 0 })),
    ),
    previous: fc.option(anyStats),
    anchor: fc.option(anyStats),
    invalid: fc.nat(20_000),
    duplicates: fc.nat(20_000),
    asked: fc.integer({ min: 0, max: 250 }),
    recentStock: fc.array(fc.nat(2_000_000_000), { maxLength: 12 }),
    matched: fc.nat(500_000),
    medianRatio: fc.double({ min: 0, max: 1e12, noNaN: true }),
    tripledShare: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(
    ({ candidate, previous, anchor, invalid, duplicates, asked, recentStock, matched, medianRatio, tripledShare }) => ({
      candidate,
      previous,
      anchor,
      faults: { invalid, duplicates },
      asked,
      recentStock,
      prices: { matched, medianRatio, tripled: Math.floor(tripledShare * matched) },
    }),
  )
