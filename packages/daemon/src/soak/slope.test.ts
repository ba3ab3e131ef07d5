import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quantile95, slopeOf } from './__fixtures__/slope.ts'

describe('the slope of a line', () => {
  it('is that of the line the points lie on, without a doubt', () => {
    const number = fc.double({ min: -1e4, max: 1e4, noNaN: true })
    fc.assert(
      fc.property(number, number, fc.integer({ min: 3, max: 50 }), (slope, start, count) => {
        const fit = slopeOf(Array.from({ length: count }, (_, x) => [x, start + slope * x] as const))
        expect(fit.slope).toBeCloseTo(slope, 5)
        expect(fit.atMost).toBeCloseTo(slope, 5)
      }),
    )
  })

  it('is that of the textbook where they do not', () => {
    // Residuals 0.1, -0.2, 0, 0.2, -0.1 about y = 1 + 0.5 x.
    const fit = slopeOf([1.1, 1.3, 2, 2.7, 2.9].map((y, x) => [x, y] as const))
    expect(fit.slope).toBeCloseTo(0.5, 9)
    expect(fit.atMost).toBeCloseTo(0.5 + 2.353 * Math.sqrt(0.1 / 3 / 10), 2)
  })

  it('is below its bound in 95 of 100 cases', () => {
    let state = 1
    const random = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return (state + 0.5) / 2 ** 32
    }
    const noise = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())
    const trials = Array.from({ length: 2_000 }, () =>
      slopeOf(Array.from({ length: 8 }, (_, x) => [x, 3 * x + noise()] as const)),
    )
    const share = trials.filter(({ atMost }) => atMost > 3).length / trials.length
    expect(share).toBeGreaterThan(0.935)
    expect(share).toBeLessThan(0.965)
  })

  it.each([
    [5, 2.015],
    [10, 1.812],
    [75, 1.665],
  ])('takes the quantile of the tables: %i degrees of freedom', (freedom, expected) => {
    expect(quantile95(freedom)).toBeCloseTo(expected, 2)
  })

  it('needs three points at two places', () => {
    expect(() =>
      slopeOf([
        [0, 0],
        [1, 1],
      ]),
    ).toThrow(RangeError)
    expect(() =>
      slopeOf([
        [1, 0],
        [1, 1],
        [1, 2],
      ]),
    ).toThrow(RangeError)
  })
})
