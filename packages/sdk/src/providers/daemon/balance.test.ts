import { describe, expect, it } from 'vitest'
import { daemon } from './daemon.ts'

/** The balance of one account at a daemon that has these. */
const over = (amounts: Readonly<Record<string, unknown>>, provider?: string) =>
  daemon({
    url: 'https://onesms.example.com',
    ...(provider !== undefined && { provider }),
    fetch: async () =>
      Response.json({
        data: Object.entries(amounts).map(([provider, amount]) => ({ provider, amount, currency: 'USD' })),
      }),
  }).account.balance({})

describe('a balance through a daemon', () => {
  it('is what the provider said, also of an account that owes', async () => {
    expect(await over({ 'hero-sms': '12.5' })).toEqual({ amount: '12.5', currency: 'USD' })
    expect(await over({ 'hero-sms': '-1.5' })).toEqual({ amount: '-1.5', currency: 'USD' })
  })

  it('is told where another account owes', async () => {
    expect(await over({ 'five-sim': '-0.000001', 'hero-sms': '3' }, 'hero-sms')).toMatchObject({ amount: '3' })
  })

  it.each(['', '-', '--1', '1e3', 1, null])('%j is an answer that cannot be', async amount => {
    await expect(over({ 'hero-sms': amount })).rejects.toMatchObject({ code: 'unexpected_response', reason: 'shape' })
  })
})
