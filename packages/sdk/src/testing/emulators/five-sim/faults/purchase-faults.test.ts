import { describe, expect, it } from 'vitest'
import { shop } from '../__fixtures__/tiny-emulator.ts'

const BUY = '/user/buy/activation/england/any/telegram'

describe('faults of buying at the emulator of 5SIM', () => {
  const opened = () => {
    const all = shop()
    const charged = () => all.emulator.ledger.activations().map(activation => activation.charged)
    return { ...all, ...all.emulator, charged }
  }

  it.each(['html', 'empty', 'truncated', 'unknown-word', 'refusal-in-page', 'partial-answer', 'echo-headers'] as const)(
    'P09 P10 P11 P20 P21 %s charges',
    async kind => {
      const { faults, get, charged } = opened()
      faults.inject({ kind })
      await get(BUY)
      expect(charged()).toEqual(['0.2500'])
    },
  )

  it.each([
    'server-error',
    'error-token',
    'rate-limited',
    'bad-key',
    'banned',
    'refused',
    'redirect',
    'unrouted',
  ] as const)('P18 P19 %s does not charge', async kind => {
    const { faults, get, charged } = opened()
    faults.inject({ kind })
    await get(BUY)
    expect(charged()).toEqual([])
  })

  it('P16 duplicate-activation-id answers with an earlier one, whether or not another is charged', async () => {
    const { faults, buy, charged } = opened()
    faults.inject({ kind: 'duplicate-activation-id' })
    const first = await buy()
    expect([await buy(), charged().length]).toEqual([first, 1])
    faults.clear()
    faults.inject({ kind: 'duplicate-activation-id', charged: true })
    expect([await buy(), charged().length]).toEqual([first, 2])
  })

  it('P22 price-above-cap really charges it', async () => {
    const { faults, json, charged } = opened()
    faults.inject({ kind: 'price-above-cap', times: 1 })
    expect(await json(`${BUY}?maxPrice=0.3`)).toMatchObject({ price: 0.6 })
    faults.inject({ kind: 'price-above-cap', price: '9.99', times: 1 })
    expect(await json(`${BUY}?maxPrice=0.3`)).toMatchObject({ price: 9.99 })
    expect(charged()).toEqual(['0.6000', '9.9900'])
  })

  it('P18 what is sold out may be refused with 400', async () => {
    const { faults, get } = opened()
    faults.inject({ kind: 'no-free-phones-status' })
    expect(await get('/user/buy/activation/usa/any/whatsapp')).toBe('400 no free phones')
    expect(await get(BUY)).toMatch(/^{"id"/)
  })
})
