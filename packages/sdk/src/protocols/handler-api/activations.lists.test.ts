import { describe, expect, it } from 'vitest'
import { later, now, scripted } from './__fixtures__/scripted.ts'
import { telegramNumber, telegramRow } from './__fixtures__/telegram.ts'

describe('lists', () => {
  const row = (activationId: number, facts: object = {}) =>
    telegramRow(activationId, { activationTime: '2026-01-01 00:00:00', ...facts })
  const rows = [
    row(1),
    row(2, { activationStatus: '2', smsCode: '1234', activationTime: '2025-12-31T23:59:00Z', canGetAnotherSms: 0 }),
    row(3, { activationStatus: '3', smsCode: '1234' }),
    row(4, { activationStatus: '8' }),
    row(5, { activationStatus: '99', activationCost: null }),
  ]
  const host = () => scripted({ getActiveActivations: JSON.stringify({ status: 'success', activeActivations: rows }) })

  it('hold every open number, as far as it is told', async () => {
    const { activations, asked } = host()
    const open = (await activations.list?.({})) ?? []
    expect(open.map(({ nativeId, status }) => [nativeId, status])).toEqual([
      ['1', 'waiting'],
      ['2', 'received'],
      ['3', 'retrying'],
      ['5', 'waiting'],
    ])
    expect(open[0]).toEqual({
      id: 'host:1',
      provider: 'host',
      nativeId: '1',
      status: 'waiting',
      ...telegramNumber,
      price: { amount: '0.25', currency: 'USD' },
      rounds: 0,
      canRetry: null,
      createdAt: now,
      soldAt: null,
      expiresAt: null,
      cancellableAt: null,
      observedAt: now,
    })
    expect(open[1]).toMatchObject({
      createdAt: later(-1),
      soldAt: later(-1),
      expiresAt: later(19),
      cancellableAt: later(1),
      canRetry: false,
      messages: [{ id: '0:1234', code: '1234' }],
    })
    expect(open[2]).toMatchObject({ rounds: 1, messages: [] })
    expect(open[3]).toMatchObject({ price: null })
    expect(asked).toEqual(['read getActiveActivations'])
  })

  it('serve many numbers at once; what is not on them is not in the answer', async () => {
    const { activations } = host()
    const seen = await activations.fetchMany?.(['host:2', 'host:4', 'host:5', 'host:6', 'other:1'], {})
    expect([...(seen ?? [])].map(([id, { status, refund }]) => [id, status, refund])).toEqual([
      ['host:2', 'received', 'none'],
      ['host:4', 'closed', 'confirmed'],
      ['host:5', undefined, undefined],
    ])
    // Times are left to the purchase, which told them by our clock.
    expect(seen?.get('host:2')).not.toHaveProperty('createdAt')
    expect(seen?.get('host:5')).not.toHaveProperty('price')
  })

  it('are absent where the host has none', () => {
    const { activations } = scripted({}, { dialect: { openList: null } })
    expect(['list' in activations, 'fetchMany' in activations]).toEqual([false, false])
  })
})
