import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wilsonFloor } from './wilson.ts'

const counts = fc
  .integer({ min: 1, max: 100_000 })
  .chain(trials => fc.record({ trials: fc.constant(trials), successes: fc.integer({ min: 0, max: trials }) }))

const floor = (successes: number, trials: number) => wilsonFloor(successes, trials) ?? Number.NaN

describe('the lower bound of a share', () => {
  it.each([
    [0, 10, 0],
    [1, 1, 0.2065],
    [5, 10, 0.2366],
    [9, 10, 0.5958],
    [90, 100, 0.8256],
    [10, 10, 0.7225],
  ])('%i of %i: %f', (successes, trials, expected) => {
    expect(wilsonFloor(successes, trials)).toBeCloseTo(expected, 3)
  })

  it('is not told without a trial', () => {
    expect(wilsonFloor(0, 0)).toBeNull()
  })

  it('lies between 0 and the share', () => {
    fc.assert(
      fc.property(counts, ({ successes, trials }) => {
        const bound = floor(successes, trials)
        expect(bound).toBeGreaterThanOrEqual(0)
        expect(bound).toBeLessThanOrEqual(successes / trials + 1e-12)
      }),
    )
  })

  it('grows with another success, and falls with another failure', () => {
    fc.assert(
      fc.property(counts, ({ successes, trials }) => {
        expect(floor(successes + 1, trials + 1)).toBeGreaterThan(floor(successes, trials))
        expect(floor(successes, trials + 1)).toBeLessThanOrEqual(floor(successes, trials))
      }),
    )
  })

  it('comes nearer to the share the more trials there are', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 2, max: 50 }), ({ successes, trials }, times) => {
        expect(floor(successes * times, trials * times)).toBeGreaterThanOrEqual(floor(successes, trials) - 1e-12)
      }),
    )
  })
})
