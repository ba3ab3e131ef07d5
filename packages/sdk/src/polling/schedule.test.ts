import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AccountBlockedError, AuthenticationError, CapabilityError } from '../errors/access.ts'
import { NotFoundError } from '../errors/activation.ts'
import { ProviderUnavailableError, RateLimitError, UnexpectedResponseError } from '../errors/transport.ts'
import { nextDelay, setbackOf } from './schedule.ts'

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

describe('setbackOf', () => {
  const context = { setbacks: 1, floor: 5_000, now: 1_000_000 }

  it.each([
    ['a pause that was asked for', new RateLimitError('x', { retryAfter: 17_000 }), 17_000],
    ['P47: a pause of ten years, cut', new RateLimitError('x', { retryAfter: 3e11 }), 300_000],
    ['a pause of no length', new RateLimitError('x'), 5_000],
    ['E10: a ban until a time', new AccountBlockedError('x', { until: new Date(1_900_000) }), 900_000],
    ['a ban that ended', new AccountBlockedError('x', { until: new Date(0) }), 5_000],
    ['a ban without an end', new AccountBlockedError('x'), 60_000],
    ['a provider that is down', new ProviderUnavailableError('x'), 5_000],
    ['a page of the edge', new UnexpectedResponseError('x', { reason: 'html' }), 5_000],
  ])('nobody looks during %s', (_, error, pause) => {
    const isAsked = error instanceof RateLimitError || error instanceof AccountBlockedError
    expect(setbackOf(error, context)).toEqual({ kind: 'provider', pause, isAsked })
  })

  it('pauses twice as long after every setback, up to a minute', () => {
    const pauses = [1, 2, 3, 4, 5, 60].map(setbacks =>
      setbackOf(new ProviderUnavailableError('x'), { ...context, setbacks }),
    )
    expect(pauses.map(each => 'pause' in each && each.pause)).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000])
  })

  it.each([
    ['missing', new NotFoundError('x')],
    ['target', new UnexpectedResponseError('x', { reason: 'shape' })],
    ['target', new Error('a fault of the facet')],
    ['end', new AuthenticationError('x')],
    ['end', new CapabilityError('x')],
  ] as const)('%s', (kind, error) => {
    expect(setbackOf(error, context)).toEqual({ kind })
  })
})
