import { describe, expect, it } from 'vitest'
import { CapabilityError } from '../../errors/access.ts'
import { activationTarget } from '../../provider/activation-target.ts'
import { identity, later, now, scripted } from './__fixtures__/scripted.ts'
import { telegramNumber } from './__fixtures__/telegram.ts'

const SOLD = JSON.stringify({
  activationId: 4711,
  phoneNumber: '447700900123',
  activationCost: '0.25',
  currency: 840,
  activationTime: '2030-01-01 10:00:00',
  activationEndTime: '2030-01-01 10:40:00',
  activationOperator: 'any',
  canGetAnotherSms: true,
})
const order = { intentId: 'intent-1', service: 'telegram', country: 'GB' } as const

describe('targets', () => {
  const { activations, asked } = scripted({}, { dialect: { operatorChoice: true } })

  it('are in the ids of the host, and send nothing', () => {
    expect(activations.targets(order)).toEqual([activationTarget('host', 'tg', '16')])
    expect(activations.targets({ service: { nativeId: 'x' }, country: { nativeId: '7' }, operator: 'o2' })).toEqual([
      activationTarget('host', 'x', '7', 'o2'),
    ])
    expect(asked).toEqual([])
  })

  it('P24 know no names that nobody has mapped', () => {
    expect(() => activations.targets({ ...order, service: 'telegrm' })).toThrow(/telegram/)
    expect(() => activations.targets({ ...order, country: 'ZZ' })).toThrow(/has no country/)
  })

  it('refuse what the host does not honour, and what is no cap or operator', () => {
    expect(() => scripted({}).activations.targets({ ...order, operator: 'o2' })).toThrow(CapabilityError)
    for (const operator of ['', 'o2,ee', 'a b'])
      expect(() => activations.targets({ ...order, operator })).toThrow('operator')
    for (const maxPrice of ['', '0', '-1', '0,5', 'NaN', '1e3', '0.0000001']) {
      expect(() => activations.targets({ ...order, maxPrice })).toThrow('maxPrice')
    }
  })
})

describe('purchase', () => {
  it('sends one request with the cap and the reference, and answers the number by our own clock', async () => {
    const { activations, asked } = scripted({ getNumberV2: SOLD })
    expect(await activations.purchase({ ...order, maxPrice: '0.500' }, {})).toEqual({
      ...identity,
      status: 'waiting',
      ...telegramNumber,
      price: { amount: '0.25', currency: 'USD' },
      rounds: 0,
      canRetry: true,
      createdAt: now,
      soldAt: null,
      expiresAt: later(40),
      cancellableAt: later(2),
    })
    expect(asked).toEqual(['buy getNumberV2 service=tg country=16 maxPrice=0.5 orderId=intent-1'])
  })

  it('P13 with the older action, its words, and a host without references', async () => {
    const { activations, asked } = scripted(
      { getNumber: 'ACCESS_NUMBER:4711:447700900123' },
      { dialect: { purchase: 'getNumber', reference: 'none', operatorChoice: true } },
    )
    expect(await activations.purchase({ ...order, operator: 'o2' }, {})).toMatchObject({
      id: 'host:4711',
      operator: { nativeId: 'o2', name: 'o2' },
      price: null,
      canRetry: null,
      expiresAt: later(20),
    })
    expect(asked).toEqual(['buy getNumber service=tg country=16 operator=o2'])
  })

  it('P24 what fails before it is sent was not sent', async () => {
    const { activations, asked } = scripted({ getNumberV2: SOLD })
    await expect(activations.purchase({ ...order, service: 'telegrm' }, {})).rejects.toMatchObject({
      code: 'purchase_not_sent',
      cause: { code: 'unknown_reference' },
    })
    expect(asked).toEqual([])
  })
})
