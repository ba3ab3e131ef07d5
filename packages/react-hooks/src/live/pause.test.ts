import { NotFoundError, ProviderUnavailableError, RateLimitError } from '@onesms/sdk'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canAskAgain, pauseAfter } from './pause.ts'

const failures = fc.integer({ min: 1, max: 100_000 })

describe('pauseAfter', () => {
  it('grows from a second to a minute', () => {
    fc.assert(
      fc.property(failures, count => {
        const pause = pauseAfter(count, new ProviderUnavailableError('down'))
        const next = pauseAfter(count + 1, new ProviderUnavailableError('down'))
        expect(pause).toBeGreaterThanOrEqual(1_000)
        expect(pause).toBeLessThanOrEqual(60_000)
        expect(next).toBeGreaterThanOrEqual(pause)
      }),
    )
    expect([1, 2, 3, 7, 8].map(count => pauseAfter(count, null))).toEqual([1_000, 2_000, 4_000, 60_000, 60_000])
  })

  it('is at least what the provider asks for', () => {
    const asked = new RateLimitError('slowly', { retryAfter: 90_000 })
    fc.assert(fc.property(failures, count => pauseAfter(count, asked) >= 90_000))
  })

  it('is never longer than a timer can be, which would ring at once', () => {
    const asked = new RateLimitError('never', { retryAfter: 10 ** 15 })
    expect(pauseAfter(1, asked)).toBe(2_147_483_647)
  })
})

describe('canAskAgain', () => {
  it.each([
    ['a provider that is down', new ProviderUnavailableError('down'), true],
    ['an unknown id', new NotFoundError('none'), false],
    ['what is no error of ours', new TypeError('x'), true],
  ])('%s', (_, error, expected) => expect(canAskAgain(error)).toBe(expected))
})
