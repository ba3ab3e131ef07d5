import { inspect } from 'node:util'
import { describe, expect, it, vi } from 'vitest'
import {
  AccountBlockedError,
  AuthenticationError,
  CapabilityError,
  ConfigurationError,
  InsufficientBalanceError,
} from './access.ts'
import { OneSmsError } from './base.ts'
import { OutOfStockError, UnknownReferenceError } from './catalog.ts'
import { ProviderUnavailableError, RateLimitError, UnexpectedResponseError } from './transport.ts'

const context = { provider: 'hero-sms', operation: 'getPrices' }

const all = [
  [new ConfigurationError('x', context), 'configuration', false],
  [new AuthenticationError('x', context), 'authentication', false],
  [new AccountBlockedError('x', { ...context, until: new Date(0) }), 'account_blocked', false],
  [new InsufficientBalanceError('x', context), 'insufficient_balance', false],
  [new CapabilityError('x', context), 'capability', false],
  [new OutOfStockError('x', context), 'out_of_stock', false],
  [
    new UnknownReferenceError('x', { ...context, kind: 'service', suggestions: ['telegram'] }),
    'unknown_reference',
    false,
  ],
  [new RateLimitError('x', { ...context, retryAfter: 7_000 }), 'rate_limit', true],
  [new ProviderUnavailableError('x', { ...context, status: 503 }), 'provider_unavailable', true],
  [
    new UnexpectedResponseError('x', { ...context, reason: 'shape', status: 200, excerpt: 'y' }),
    'unexpected_response',
    false,
  ],
] as const

describe.each(all)('%s', (error, code, retryable) => {
  it('carries code, provider, operation, address of its documentation', () => {
    expect(error).toMatchObject({
      code,
      retryable,
      ...context,
      hint: null,
      docsUrl: `https://www.npmjs.com/package/@onesms/sdk#errors`,
    })
    expect(error).toBeInstanceOf(OneSmsError)
    expect(error).toBeInstanceOf(Error)
    expect(error.name).toBe(error.constructor.name)
    expect(error.message).toBe('x')
  })

  it('is plain in JSON, without a stack', () => {
    const { stack, message, name, hint, ...facts } = {
      ...error,
      message: error.message,
      name: error.name,
      stack: error.stack,
    }
    expect(JSON.parse(JSON.stringify(error))).toEqual(
      JSON.parse(JSON.stringify({ name, message, ...facts, docsUrl: error.docsUrl })),
    )
    expect(stack).toContain('errors.test.ts')
    expect(hint).toBeNull()
  })
})

describe('OneSmsError', () => {
  it('says the fact first, then what to do', () => {
    const error = new AuthenticationError('hero-sms answered BAD_KEY', { hint: 'Check the key.' })
    expect(error.message).toBe('hero-sms answered BAD_KEY\nCheck the key.')
    expect(error).toMatchObject({ provider: null, operation: null, hint: 'Check the key.' })
  })

  it('tells its causes, and has no empty one', () => {
    const cause = new RateLimitError('slow', { ...context, retryAfter: 1 })
    const error = new ProviderUnavailableError('down', { ...context, cause })
    expect(error.cause).toBe(cause)
    expect(error.toJSON()).toMatchObject({ cause: { code: 'rate_limit', retryAfter: 1 } })
    expect(inspect(error)).toContain('RateLimitError: slow')
    expect('cause' in new ProviderUnavailableError('down')).toBe(false)
    expect(inspect(new ProviderUnavailableError('down'))).not.toContain('cause')
  })

  it('is recognised across two copies of the package', async () => {
    vi.resetModules()
    const copy = await import('./access.ts')
    const foreign = new copy.AuthenticationError('no')
    expect(foreign).not.toBeInstanceOf(AuthenticationError)
    expect(foreign).not.toBeInstanceOf(OneSmsError)
    expect(OneSmsError.is(foreign)).toBe(true)
    expect(OneSmsError.is(new AuthenticationError('no'))).toBe(true)
  })

  it.each([new Error('x'), { code: 'authentication' }, null, undefined, 'authentication', () => {}])(
    '%s is none',
    value => {
      expect(OneSmsError.is(value)).toBe(false)
    },
  )

  it.each([
    ['empty', true],
    ['suspicious_empty', true],
    ['html', true],
    ['malformed', true],
    ['redirect', false],
    ['too_large', false],
    ['shape', false],
    ['unknown_word', false],
    ['outdated_message', false],
  ] as const)('an unexpected answer may pass or not: %s', (reason, retryable) => {
    expect(new UnexpectedResponseError('x', { reason }).retryable).toBe(retryable)
  })
})
