import { describe, expect, it } from 'vitest'
import { fanOut } from './__fixtures__/fan-out.ts'

const isFull = process.env['ONESMS_TEST_TIER'] === 'full'
const READERS = isFull ? 1_000 : 100

describe(`${READERS} readers of streams`, () => {
  it.each([
    ['each of a number of its own', { isEachItsOwn: true }],
    ['each of its own, which another process follows', { isEachItsOwn: true, isWrittenElsewhere: true }],
    ['all of the same', { isEachItsOwn: false }],
  ])(
    'are told of every SMS once: %s',
    async (_, how) => {
      const pace = how.isEachItsOwn ? { messages: READERS, perSecond: 50 } : { messages: 25, perSecond: 5 }
      const { delays, expected, errors } = await fanOut({ readers: READERS, ...pace, ...how })
      expect(errors).toEqual([])
      expect(delays).toHaveLength(expected) // how soon, the bench `streaming-delay` tells
    },
    120_000,
  )
})
