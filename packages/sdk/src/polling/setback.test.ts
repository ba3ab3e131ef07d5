import { describe, expect, it } from 'vitest'
import { AccountBlockedError, AuthenticationError, CapabilityError } from '../errors/access.ts'
import { NotFoundError } from '../errors/activation.ts'
import { ProviderUnavailableError, RateLimitError, UnexpectedResponseError } from '../errors/transport.ts'
import { setbackOf } from './setback.ts'

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
