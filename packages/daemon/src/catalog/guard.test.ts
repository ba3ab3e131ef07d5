import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyComparison, anyStats, comparisonOf, statsOf, unmoved } from './__fixtures__/comparison.ts'
import { type Comparison, type GuardName, judge } from './guard.ts'

/** For each guard a comparison just within its limit, and one just beyond it; nothing else in them is remarkable. */
const BOUNDARIES: readonly [guard: GuardName, within: Partial<Comparison>, beyond: Partial<Comparison>][] = [
  [
    'empty',
    { candidate: statsOf({ offers: 500, zeroStock: 0 }) },
    { candidate: statsOf({ offers: 0, zeroStock: 0, totalStock: 0 }) },
  ],
  [
    'invalid_rows',
    { candidate: statsOf({ offers: 990 }), faults: { invalid: 10, duplicates: 0 } },
    { candidate: statsOf({ offers: 989 }), faults: { invalid: 11, duplicates: 0 } },
  ],
  [
    'duplicates',
    { candidate: statsOf({ offers: 990 }), faults: { invalid: 0, duplicates: 10 } },
    { candidate: statsOf({ offers: 989 }), faults: { invalid: 0, duplicates: 11 } },
  ],
  ['currency', { candidate: statsOf({ currency: 'USD' }) }, { candidate: statsOf({ currency: 'EUR' }) }],
  [
    'first_run',
    { previous: null, recentStock: [], asked: 195, candidate: statsOf({ countries: 98 }) },
    { previous: null, recentStock: [], asked: 195, candidate: statsOf({ countries: 97 }) },
  ],
  ['shrink', { candidate: statsOf({ offers: 500 }) }, { candidate: statsOf({ offers: 499 }) }],
  ['shrink', { candidate: statsOf({ countries: 80 }) }, { candidate: statsOf({ countries: 79 }) }],
  ['shrink', { candidate: statsOf({ services: 160 }) }, { candidate: statsOf({ services: 159 }) }],
  ['zero_share', { candidate: statsOf({ zeroStock: 500 }) }, { candidate: statsOf({ zeroStock: 501 }) }],
  ['total_stock', { candidate: statsOf({ totalStock: 10_000 }) }, { candidate: statsOf({ totalStock: 9_999 }) }],
  ['total_stock', { candidate: statsOf({ totalStock: 250_000 }) }, { candidate: statsOf({ totalStock: 250_001 }) }],
  ['price_ratio', { prices: { ...unmoved, medianRatio: 0.5 } }, { prices: { ...unmoved, medianRatio: 0.499 } }],
  ['price_ratio', { prices: { ...unmoved, medianRatio: 2 } }, { prices: { ...unmoved, medianRatio: 2.001 } }],
  ['price_ratio', { prices: { ...unmoved, tripled: 50 } }, { prices: { ...unmoved, tripled: 51 } }],
]

describe('judge', () => {
  it.each(BOUNDARIES)('%s: accepts at its limit, refuses beyond it, and says which', (guard, within, beyond) => {
    expect(judge(comparisonOf(within))).toMatchObject({ accepted: true })
    expect(judge(comparisonOf(beyond))).toMatchObject({ accepted: false, guard })
  })

  it('accepts a catalog that came before, whatever it holds', () => {
    fc.assert(
      fc.property(anyStats, fc.nat(12), fc.nat(500_000), (stats, runs, matched) => {
        const same = comparisonOf({
          candidate: stats,
          previous: stats,
          anchor: stats,
          recentStock: Array.from({ length: runs }, () => stats.totalStock),
          prices: { matched, medianRatio: 1, tripled: 0 },
        })
        expect(judge(same)).toEqual({ accepted: true, doubtful: false })
      }),
    )
  })

  it('accepts again what it accepted, however the stock went before', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 3, maxLength: 60 }), stocks => {
        let recent: readonly number[] = []
        for (const totalStock of stocks) {
          const candidate = statsOf({ totalStock })
          if (recent.length < 3) recent = [...recent, stocks[0] ?? 1]
          else if (judge(comparisonOf({ candidate, recentStock: recent })).accepted) {
            recent = [...recent, totalStock].slice(-12)
            expect(judge(comparisonOf({ candidate, recentStock: recent }))).toMatchObject({ accepted: true })
          }
        }
      }),
    )
  })

  it('D19 refuses an empty catalog ahead of everything else', () => {
    fc.assert(
      fc.property(anyComparison, comparison => {
        const candidate = { ...comparison.candidate, offers: 0 }
        expect(judge({ ...comparison, candidate })).toMatchObject({ accepted: false, guard: 'empty' })
      }),
    )
  })

  it.each<[string, GuardName, Partial<Comparison>]>([
    ['D20 half the countries are missing', 'shrink', { candidate: statsOf({ countries: 50 }) }],
    ['D21 all prices times 100', 'price_ratio', { prices: { matched: 1000, medianRatio: 100, tripled: 1000 } }],
    ['D22 all stock is 0', 'zero_share', { candidate: statsOf({ zeroStock: 1000, totalStock: 0 }) }],
  ])('%s', (_, guard, different) => {
    expect(judge(comparisonOf(different))).toMatchObject({ accepted: false, guard })
  })

  it('refuses by a guard whose limit is broken, and says so with finite figures', () => {
    fc.assert(
      fc.property(anyComparison, comparison => {
        const verdict = judge(comparison)
        const broken = brokenLimits(comparison)
        if (verdict.accepted) expect(broken).toEqual([])
        else {
          expect(broken).toContain(verdict.guard)
          expect(verdict.reason).not.toMatch(/NaN|Infinity|undefined|null/)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('leaves the total stock alone until three runs were accepted', () => {
    const candidate = statsOf({ totalStock: 1 })
    expect(judge(comparisonOf({ candidate, recentStock: [50_000, 50_000] }))).toMatchObject({ accepted: true })
    expect(judge(comparisonOf({ candidate, recentStock: [50_000, 50_000, 50_000] }))).toMatchObject({
      guard: 'total_stock',
    })
  })

  it('compares with the median, so that one odd run does not set the measure', () => {
    const candidate = statsOf({ totalStock: 50_000 })
    expect(judge(comparisonOf({ candidate, recentStock: [50_000, 1, 50_000] }))).toMatchObject({ accepted: true })
    expect(judge(comparisonOf({ candidate, recentStock: [0, 0, 0] }))).toMatchObject({ accepted: true })
  })

  it('is doubtful of 0.1 to 1 % unreadable rows, not of fewer', () => {
    const withInvalid = (invalid: number) =>
      judge(comparisonOf({ candidate: statsOf({ offers: 1000 - invalid }), faults: { invalid, duplicates: 0 } }))
    expect(withInvalid(1)).toEqual({ accepted: true, doubtful: false })
    expect(withInvalid(2)).toEqual({ accepted: true, doubtful: true })
  })
})

/** The limits once more, in whole numbers. */
function brokenLimits({ candidate, faults, asked, previous, anchor, recentStock, prices }: Comparison): GuardName[] {
  const usual = [...recentStock].sort((left, right) => left - right)[Math.floor(recentStock.length / 2)] ?? 0
  const limits: Record<GuardName, boolean> = {
    empty: candidate.offers === 0,
    invalid_rows: 100 * faults.invalid > candidate.offers + faults.invalid,
    duplicates: 100 * faults.duplicates > candidate.offers + faults.duplicates,
    currency: previous !== null && previous.currency !== candidate.currency,
    first_run: previous === null && 2 * candidate.countries < asked,
    shrink:
      previous !== null &&
      (2 * candidate.offers < previous.offers ||
        5 * candidate.countries < 4 * previous.countries ||
        5 * candidate.services < 4 * previous.services),
    zero_share:
      previous !== null && candidate.zeroStock / candidate.offers - previous.zeroStock / previous.offers > 0.4,
    total_stock:
      recentStock.length >= 3 && usual > 0 && (5 * candidate.totalStock < usual || candidate.totalStock > 5 * usual),
    price_ratio:
      prices.matched > 0 &&
      (prices.medianRatio < 0.5 || prices.medianRatio > 2 || 20 * prices.tripled > prices.matched),
    drift:
      anchor !== null &&
      ((anchor.priceSum > 0 &&
        (candidate.priceSum * anchor.offers > 4 * anchor.priceSum * candidate.offers ||
          4 * candidate.priceSum * anchor.offers < anchor.priceSum * candidate.offers)) ||
        4 * candidate.offers < anchor.offers ||
        2 * candidate.countries < anchor.countries ||
        2 * candidate.services < anchor.services),
  }
  return (Object.keys(limits) as GuardName[]).filter(guard => limits[guard])
}
