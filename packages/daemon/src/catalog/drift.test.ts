import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyStats, comparisonOf, statsOf } from './__fixtures__/comparison.ts'
import { driftOf } from './drift.ts'
import { judge } from './guard.ts'
import type { CatalogStats } from './stats.ts'

const anchor = statsOf({ offers: 1_000, countries: 100, services: 200, totalStock: 50_000, priceSum: 800 })
const drifted = (different: Partial<CatalogStats>) => driftOf({ ...anchor, ...different }, anchor)

describe('driftOf', () => {
  it.each([
    [{ priceSum: 3_200 }, { priceSum: 3_201 }, /mean price .* factor of 4\.00/],
    [{ priceSum: 200 }, { priceSum: 199 }, /mean price .* factor of 0\.25/],
    [{ offers: 250, priceSum: 200 }, { offers: 249, priceSum: 200 }, /^249 offers are left of 1000 \(limit 25 %\)/],
    [{ countries: 50 }, { countries: 49 }, /^49 countries are left of 100 \(limit 50 %\)/],
    [{ services: 100 }, { services: 99 }, /^99 services are left of 200 \(limit 50 %\)/],
  ])('lets %j pass, and not %j', (within, beyond, reason) => {
    expect(drifted(within)).toBeNull()
    expect(drifted(beyond)).toMatch(reason)
  })

  it('looks at the price of one offer, not at how many there are', () => {
    expect(drifted({ offers: 5_000, priceSum: 4_000 })).toBeNull()
  })

  it('has nothing to say against a catalog compared with itself, nor where there is nothing to compare with', () => {
    fc.assert(fc.property(anyStats, stats => driftOf(stats, stats) === null))
    const free = statsOf({ priceSum: 0 })
    expect(driftOf({ ...free, priceSum: 800 }, free)).toBeNull()
  })

  it('names the same drift there and back: a factor is a factor either way', () => {
    const level = fc.integer({ min: 1, max: 1_000_000 })
    fc.assert(
      fc.property(level, level, (now, before) => {
        const [left, right] = [statsOf({ priceSum: now }), statsOf({ priceSum: before })]
        return (driftOf(left, right) === null) === (driftOf(right, left) === null)
      }),
    )
  })
})

describe('a provider that moves just below the limits of one run', () => {
  const steps = {
    price: (factor: number) => (stats: CatalogStats) => ({ ...stats, priceSum: stats.priceSum * factor }),
    services: (factor: number) => (stats: CatalogStats) => ({ ...stats, services: Math.ceil(stats.services * factor) }),
  }

  it('is never further away than the limits of a day, however many runs it takes, and whichever way it goes', () => {
    const step = fc.oneof(
      fc.double({ min: 0.5, max: 2, noNaN: true }).map(steps.price),
      fc.double({ min: 0.8, max: 1, noNaN: true }).map(steps.services),
    )
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), moves => {
        let accepted = anchor
        for (const move of moves) {
          const candidate = move(accepted)
          const { accepted: isAccepted } = judge(comparisonOf({ candidate, previous: accepted, anchor }))
          if (isAccepted) accepted = candidate
        }
        const level = accepted.priceSum / anchor.priceSum
        expect(level).toBeGreaterThanOrEqual(0.25)
        expect(level).toBeLessThanOrEqual(4)
        expect(accepted.services).toBeGreaterThanOrEqual(100)
      }),
    )
  })

  it('is refused at the third doubling', () => {
    const verdicts = [2, 4, 8].map(factor =>
      judge(comparisonOf({ candidate: statsOf({ priceSum: anchor.priceSum * factor }), anchor })),
    )
    expect(verdicts).toEqual([
      { accepted: true, doubtful: false },
      { accepted: true, doubtful: false },
      {
        accepted: false,
        guard: 'drift',
        reason: 'little by little, within a day, the mean price has moved by a factor of 8.00 (limit 4)',
      },
    ])
  })
})
