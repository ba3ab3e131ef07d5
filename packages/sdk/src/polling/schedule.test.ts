import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calmDelay, nextDelay } from './schedule.ts'

const young = { age: 0, timeLeft: 1_200_000, floor: 3_000, failures: 0, random: 0 }

describe('nextDelay', () => {
  it.each([
    ['quick in the first minute', {}, 3_000],
    ['slower over the second', { age: 90_000 }, 6_500],
    ['every 10 s from then on', { age: 600_000 }, 10_000],
    ['up to 20 % more by chance', { random: 1 }, 3_600],
    ['never below the advice of the provider', { floor: 20_000, age: 600_000 }, 20_000],
    ['once as its time ends', { age: 600_000, timeLeft: 4_000 }, 5_000],
    ['not below the advice for that either', { timeLeft: 100 }, 3_000],
    ['calmly past that time', { age: 600_000, timeLeft: -1 }, 10_000],
    ['less and less often while it fails', { failures: 3 }, 12_000],
    ['at least once a minute while it fails', { failures: 50 }, 60_000],
  ])('looks %s', (_, facts, delay) => {
    expect(nextDelay({ ...young, ...facts })).toBe(delay)
  })

  it('never falls below the advice, and never takes longer than a minute and a fifth above it', () => {
    const context = fc.record({
      age: fc.integer({ min: 0, max: 10_000_000 }),
      timeLeft: fc.integer({ min: -10_000_000, max: 10_000_000 }),
      floor: fc.integer({ min: 1, max: 50_000 }),
      failures: fc.nat(10_000),
      random: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(context, facts => {
        const delay = nextDelay(facts)
        expect(delay).toBeGreaterThanOrEqual(facts.floor)
        expect(delay).toBeLessThanOrEqual(72_000)
      }),
    )
  })
})

describe('nextDelay as those who follow want it', () => {
  const context = { age: 0, timeLeft: 1e9, floor: 5_000, failures: 0, random: 0 }

  it.each([
    ['longer than the schedule', 8_000, 8_000],
    ['shorter than the advice', 1_000, 5_000],
    ['never', Number.POSITIVE_INFINITY, 1e9 + 1_000],
  ])('%s', (_, interval, expected) => {
    expect(nextDelay({ ...context, wanted: () => interval })).toBe(expected)
  })

  it('knows what the schedule would be, and waits longer after failures all the same', () => {
    expect(nextDelay({ ...context, age: 1e6, wanted: schedule => schedule / 2 })).toBe(5_000)
    expect(nextDelay({ ...context, failures: 9, wanted: () => 8_000 })).toBe(60_000)
    expect(nextDelay({ ...context, failures: 1, wanted: () => 30_000 })).toBe(30_000)
  })
})

describe('calmDelay', () => {
  it.each([
    ['once a minute', 10_000, 1_200_000, 60_000],
    ['no sooner than it would without news', 70_000, 1_200_000, 70_000],
    ['soon after its time ends', 10_000, 20_000, 25_000],
    ['once a minute past that time', 10_000, -1, 60_000],
  ])('%s', (_, delay, timeLeft, expected) => {
    expect(calmDelay(delay, timeLeft, 5_000)).toBe(expected)
  })
})
