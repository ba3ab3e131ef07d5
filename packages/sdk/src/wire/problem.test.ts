import { describe, expect, it } from 'vitest'
import {
  AccountBlockedError,
  AuthenticationError,
  CapabilityError,
  ConfigurationError,
  InsufficientBalanceError,
} from '../errors/access.ts'
import { InvalidTransitionError, NotFoundError, TooEarlyToCancelError } from '../errors/activation.ts'
import { OutOfStockError, UnknownReferenceError } from '../errors/catalog.ts'
import { FailoverError } from '../errors/failover.ts'
import {
  IdempotencyConflictError,
  LimitReachedError,
  PriceCapError,
  PurchaseHeldError,
  PurchaseNotSentError,
} from '../errors/purchase.ts'
import { ProviderUnavailableError, RateLimitError, UnexpectedResponseError } from '../errors/transport.ts'
import { errorOfProblem } from './error-of-problem.ts'
import { problemOf } from './problem.ts'

const context = { provider: 'hero-sms', operation: 'activations.purchase', hint: 'Do this.', rejected: true }
const price = { amount: '0.250', currency: 'USD' }
const at = new Date('2026-05-01T12:00:00.000Z')

const errors = [
  new ConfigurationError('a', context),
  new AuthenticationError('a', context),
  new AccountBlockedError('a', { ...context, until: at }),
  new AccountBlockedError('a', context),
  new InsufficientBalanceError('a', context),
  new CapabilityError('a', context),
  new OutOfStockError('a', { ...context, hint: null }),
  new UnknownReferenceError('a', { ...context, kind: 'country', suggestions: ['GB', 'GR'] }),
  new LimitReachedError('a', { ...context, limit: 'daily' }),
  new PriceCapError('a', { ...context, lowestPrice: { ...price, amount: '0.25' }, activationId: null }),
  new PriceCapError('a', { ...context, rejected: false, activationId: 'hero-sms:7' }),
  new IdempotencyConflictError('a', context),
  new PurchaseNotSentError('a', { ...context, rejected: false }),
  new PurchaseHeldError('a', { ...context, retryAfter: 1_500, intentId: 'i-1' }),
  new NotFoundError('a', context),
  new InvalidTransitionError('a', context),
  new TooEarlyToCancelError('a', { ...context, cancellableAt: at, minimumAge: null }),
  new TooEarlyToCancelError('a', { ...context, cancellableAt: null, minimumAge: 120_000 }),
  new RateLimitError('a', { ...context, retryAfter: 3_000 }),
  new RateLimitError('a', context),
  new FailoverError('a', context),
  new ProviderUnavailableError('a', { ...context, status: 503 }),
]

describe('problems', () => {
  it.each(errors.map(error => [error.name, error] as const))('%s is the same at the other end', (_, error) => {
    const { code, status, detail, members } = problemOf(error)
    const json = JSON.parse(JSON.stringify({ type: `urn:onesms:error:${code}`, status, code, detail, ...members }))
    const again = errorOfProblem(status, json, { provider: 'hero-sms', operation: 'activations.purchase' })
    expect(again).toBeInstanceOf(error.constructor)
    expect(again.toJSON()).toEqual(error.toJSON())
    expect(again.rejected).toBe(error.rejected)
  })

  it('an answer outside the protocol of the provider tells no excerpt: nobody knows what is in it', () => {
    const error = new UnexpectedResponseError('a', { ...context, reason: 'html', status: 200, excerpt: '<b>words</b>' })
    const problem = problemOf(error)
    expect(JSON.stringify(problem)).not.toContain('words')
    const again = errorOfProblem(problem.status, { ...problem, ...problem.members })
    expect(again).toMatchObject({ code: 'unexpected_response', reason: 'html', retryable: true })
  })

  it.each([
    [400, 'missing_idempotency_key', 'configuration'],
    [401, 'unauthorized', 'authentication'],
    [403, 'forbidden', 'authentication'],
    [403, 'purchase_disabled', 'capability'],
    [403, 'not_allowed', 'capability'],
    [409, 'in_progress', 'purchase_held'],
    [429, 'too_many_requests', 'rate_limit'],
    [503, 'draining', 'purchase_not_sent'],
    [503, 'database_unavailable', 'provider_unavailable'],
    [418, 'a_word_of_tomorrow', 'unexpected_response'],
    [502, 'a_word_of_tomorrow', 'provider_unavailable'],
  ])('%i %s, which no error of ours is the source of, is %s', (status, code, expected) => {
    expect(errorOfProblem(status, { code, detail: 'x' })).toMatchObject({ code: expected, rejected: false })
  })

  it.each([
    [401, 'authentication'],
    [403, 'authentication'],
    [404, 'provider_unavailable'],
    [429, 'rate_limit'],
    [400, 'unexpected_response'],
    [500, 'provider_unavailable'],
    [502, 'provider_unavailable'],
  ])('%i with the page of a proxy is %s, and proves nothing', (status, expected) => {
    for (const body of ['<html>', null, [], {}, { code: 7 }]) {
      expect(errorOfProblem(status, body)).toMatchObject({ code: expected, rejected: false })
    }
  })

  it('is proof of a refusal only where it says so', () => {
    for (const rejected of [undefined, null, 'true', 1, false]) {
      expect(errorOfProblem(409, { code: 'out_of_stock', detail: 'x', rejected }).rejected).toBe(false)
    }
    expect(errorOfProblem(409, { code: 'out_of_stock', detail: 'x', rejected: true }).rejected).toBe(true)
  })

  it('takes the pause from the header where no member tells it', () => {
    expect(errorOfProblem(429, { code: 'too_many_requests', detail: 'x' }, { retryAfter: 9_000 })).toMatchObject({
      retryAfter: 9_000,
    })
  })

  it('comes out of members that cannot be, as untold', () => {
    const junk = { lowest_price: 7, limit: {}, suggestions: 'x', until: 'soon', retry_after_ms: 'x', reason: 'why' }
    for (const code of ['price_cap', 'limit_reached', 'unknown_reference', 'reconciling', 'too_early_to_cancel']) {
      expect(errorOfProblem(409, { code, detail: 'x', ...junk }).message).toBe('x')
    }
  })
})
