import { expect, it } from 'vitest'
import { followMany, percentile } from './__fixtures__/many.ts'

const isFull = process.env['ONESMS_TEST_TIER'] === 'full'
const [numbers, messages] = isFull ? [10_000, 1_000] : [500, 100]

it(`E13 G13 ${numbers} open numbers are followed, each in its turn, and cost the database next to nothing`, async () => {
  const figures = await followMany(numbers, messages)
  expect(figures.errors).toEqual([])
  expect(figures.lags).toHaveLength(messages)
  // The interval of the looks with its jitter, and two seconds.
  expect(percentile(figures.lags, 0.95)).toBeLessThanOrEqual(14_000)
  expect(percentile(figures.lags, 0.99)).toBeLessThanOrEqual(16_000) // seconds are counted whole
  // One look a second at what is new, and the lease: whatever the number of numbers.
  expect(figures.quietStatements).toBeLessThan(120)
}, 300_000)
