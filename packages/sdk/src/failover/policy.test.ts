import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ConfigurationError } from '../errors/access.ts'
import { OneSmsError } from '../errors/base.ts'
import { OutOfStockError } from '../errors/catalog.ts'
import type { ErrorCode } from '../errors/codes.ts'
import { PurchaseNotSentError } from '../errors/purchase.ts'
import { exhausted, moveOn, stopped } from './policy.ts'

const CODES: readonly ErrorCode[] = [
  ...(['configuration', 'authentication', 'account_blocked', 'insufficient_balance', 'out_of_stock'] as const),
  ...(['unknown_reference', 'rate_limit', 'provider_unavailable', 'unexpected_response', 'capability'] as const),
  ...(['price_cap', 'purchase_unknown', 'purchase_not_sent', 'not_found', 'failover_exhausted'] as const),
]

class MadeUpError extends OneSmsError {
  readonly code: ErrorCode
  readonly retryable = true
  constructor(code: ErrorCode, rejected: boolean) {
    super('made up', { provider: 'a', rejected })
    this.code = code
  }
}

const errors = fc.record({ code: fc.constantFrom(...CODES), rejected: fc.boolean() })

describe('moveOn', () => {
  it('P25 once sent, only a closed refusal or the proof of not having left moves on; nothing else says anything', () => {
    fc.assert(
      fc.property(errors, ({ code, rejected }) => {
        const isProven = rejected || code === 'purchase_not_sent'
        const expected = !isProven ? 'unknown' : code === 'configuration' ? 'stop' : 'next'
        expect(moveOn(new MadeUpError(code, rejected), 'sent')).toBe(expected)
      }),
    )
  })

  it('before anything is sent no error leaves a doubt; a configuration that is wrong is wrong for everybody', () => {
    fc.assert(
      fc.property(errors, ({ code, rejected }) => {
        const expected = code === 'configuration' ? 'stop' : 'next'
        expect(moveOn(new MadeUpError(code, rejected), 'before')).toBe(expected)
      }),
    )
  })

  it.each([new Error('x'), new TypeError('y'), 'z', null, undefined])(
    'P25 %s of somebody else proves nothing',
    error => {
      expect(moveOn(error, 'sent')).toBe('unknown')
      expect(moveOn(error, 'before')).toBe('stop')
    },
  )
})

describe('exhausted', () => {
  const notSent = { provider: 'a', error: new PurchaseNotSentError('no route') }
  const refused = { provider: 'b', error: new OutOfStockError('NO_NUMBERS', { rejected: true }) }

  it('names the providers and their codes, and is proof that nothing was bought', () => {
    expect(exhausted('failover', 'activations.purchase', [notSent, refused])).toMatchObject({
      code: 'failover_exhausted',
      rejected: true,
      message: 'every provider refused: a (purchase_not_sent), b (out_of_stock)',
      attempts: [notSent, refused],
    })
  })

  it('is not sent where it was sent to nobody', () => {
    expect(exhausted('failover', 'activations.purchase', [notSent, notSent])).toMatchObject({
      code: 'purchase_not_sent',
      cause: notSent.error,
    })
  })
})

it('stopped: what failed before sending is proof of that, whatever it was', () => {
  const context = { provider: 'a', operation: 'x' }
  for (const error of [new Error('x'), new ConfigurationError('y', context), new MadeUpError('rate_limit', false)]) {
    const told = stopped('a', 'x', error)
    expect(told.rejected || told.code === 'purchase_not_sent').toBe(true)
    expect(moveOn(told, 'sent')).not.toBe('unknown')
  }
})
