import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AccountBlockedError, AuthenticationError } from '../errors/access.ts'
import { OutOfStockError } from '../errors/catalog.ts'
import { FailoverError } from '../errors/failover.ts'
import { LimitReachedError, PriceCapError, PurchaseHeldError, PurchaseNotSentError } from '../errors/purchase.ts'
import { ProviderUnavailableError, UnexpectedResponseError } from '../errors/transport.ts'
import type { ActivationSnapshot } from '../provider/snapshot.ts'
import { snapshotOf } from './__fixtures__/scene.ts'
import { outcomeOfAnswer, outcomeOfError, priceFlags } from './outcome.ts'
import { fromRefusal, toRefusal } from './refusal.ts'

describe('the outcome of a purchase', () => {
  it('is unknown for whatever does not prove another', () => {
    fc.assert(
      fc.property(fc.anything(), thrown => {
        expect(outcomeOfError(thrown, 'made-up')).toMatchObject({ kind: 'unknown', hint: null })
      }),
    )
    expect(outcomeOfError(new OutOfStockError('NO_NUMBERS'), 'made-up').kind).toBe('unknown')
    expect(outcomeOfError(new ProviderUnavailableError('reset'), 'made-up').kind).toBe('unknown')
  })

  it('is rejected by an error that says so, and not_sent by one alone, or where a ledger behind held it back', () => {
    const facts = { retryAfter: 1, intentId: 'i' }
    expect(outcomeOfError(new PurchaseHeldError('x', { ...facts, rejected: true }), 'made-up').kind).toBe('not_sent')
    expect(outcomeOfError(new PurchaseHeldError('x', facts), 'made-up').kind).toBe('unknown')
    expect(outcomeOfError(new OutOfStockError('NO_NUMBERS', { rejected: true }), 'made-up').kind).toBe('rejected')
    expect(outcomeOfError(new PurchaseNotSentError('refused'), 'made-up').kind).toBe('not_sent')
  })

  it('R08 of who is not let in is not_sent: another key or token may buy under the same idempotency key', () => {
    expect(outcomeOfError(new AuthenticationError('BAD_KEY', { rejected: true }), 'made-up').kind).toBe('not_sent')
    expect(outcomeOfError(new AuthenticationError('BAD_KEY'), 'made-up').kind).toBe('unknown')
  })

  it('P11 keeps the id that a half-readable answer named, whole', () => {
    const error = new UnexpectedResponseError('half', { reason: 'shape', activationId: '123' })
    expect(outcomeOfError(error, 'made-up')).toMatchObject({ kind: 'unknown', hint: 'made-up:123' })
    const answer = { ...snapshotOf('123', 'telegram'), phone: '' }
    expect(outcomeOfAnswer(answer)).toMatchObject({ kind: 'unknown', hint: 'made-up:123' })
    expect(outcomeOfAnswer(undefined as unknown as ActivationSnapshot)).toMatchObject({ kind: 'unknown', hint: null })
  })

  it('P22 P23 a price is above the cap, within it, or untold', () => {
    const money = (amount: string, currency = 'USD') => ({ amount, currency })
    expect(priceFlags(money('0.31'), '0.3', 'USD')).toEqual(['price_exceeded'])
    expect(priceFlags(money('0.30'), '0.3', 'USD')).toEqual([])
    expect(priceFlags(money('99'), null, 'USD')).toEqual([])
    expect(priceFlags(money('0.1', 'RUB'), '0.3', 'USD')).toEqual(['price_untold'])
    expect(priceFlags(null, null, 'USD')).toEqual(['price_untold'])
  })

  it('a refusal comes back as the class and the words it was kept from', () => {
    const where = { provider: 'made-up', operation: 'activations.purchase' }
    const lowestPrice = { amount: '0.5', currency: 'USD' }
    const cap = new PriceCapError('too dear', { lowestPrice, rejected: true })
    expect(fromRefusal(toRefusal(cap), where)).toMatchObject({ name: 'PriceCapError', lowestPrice, rejected: true })
    const spent = new LimitReachedError('enough for today', { limit: 'day', rejected: true })
    expect(fromRefusal(toRefusal(spent), where)).toMatchObject({ name: 'LimitReachedError', rejected: true })
    const blocked = new AccountBlockedError('BANNED', { hint: 'Ask them.', rejected: true })
    const again = fromRefusal(toRefusal(blocked), where)
    expect(again).toBeInstanceOf(AccountBlockedError)
    expect(again.message).toBe('BANNED\nAsk them.')
    const exhausted = new FailoverError('all refused', {
      attempts: [{ provider: 'made-up', error: cap }],
      rejected: true,
    })
    expect(fromRefusal(toRefusal(exhausted), where)).toMatchObject({ name: 'FailoverError', attempts: [] })
  })
})
