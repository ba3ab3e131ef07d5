import { describe, expect, it } from 'vitest'
import { shop } from '../__fixtures__/tiny-emulator.ts'

const ORDER = 'service=tg&country=187'
const BUY = `getNumber&${ORDER}`

describe('faults of buying', () => {
  const opened = (dialect: 'classic' | 'hero-sms' = 'hero-sms') => {
    const all = shop(dialect)
    const charged = () => all.emulator.ledger.activations().map(activation => activation.charged)
    return { ...all, ...all.emulator, charged }
  }

  it.each(['html', 'empty', 'truncated', 'unknown-word', 'refusal-in-page', 'partial-answer'] as const)(
    'P09 P10 P11 P20 P21 %s charges',
    async kind => {
      for (const action of ['getNumber', 'getNumberV2']) {
        const { faults, get, charged } = opened()
        faults.inject({ kind })
        await get(`${action}&${ORDER}`)
        expect(charged()).toEqual(['0.2500'])
      }
    },
  )

  it.each(['server-error', 'error-token', 'rate-limited', 'bad-key', 'banned', 'channels-limit', 'redirect'] as const)(
    'P18 P19 %s does not charge',
    async kind => {
      const { faults, get, charged } = opened()
      faults.inject({ kind })
      await get(BUY)
      expect(charged()).toEqual([])
    },
  )

  it('P16 duplicate-activation-id answers with an earlier one, sold before, whether or not another is charged', async () => {
    const { faults, get, charged } = opened()
    faults.inject({ kind: 'duplicate-activation-id' })
    const first = await get(BUY)
    expect(await get(BUY)).toBe(first)
    expect(charged()).toHaveLength(1)
    faults.clear()
    faults.inject({ kind: 'duplicate-activation-id', charged: true })
    expect(await get(BUY)).toBe(first)
    expect(charged()).toHaveLength(2)
  })

  it('P22 price-above-cap really charges it', async () => {
    const { faults, json, charged } = opened()
    faults.inject({ kind: 'price-above-cap', times: 1 })
    expect(await json(`getNumberV2&${ORDER}&maxPrice=0.3`)).toMatchObject({ activationCost: 0.6 })
    faults.inject({ kind: 'price-above-cap', price: '9.99', times: 1 })
    expect(await json(`getNumberV2&${ORDER}&maxPrice=0.3`)).toMatchObject({ activationCost: 9.99 })
    expect(charged()).toEqual(['0.6000', '9.9900'])
  })

  it('P19 banned and channels-limit speak as the host does', async () => {
    const until = new Date('2026-01-31T12:30:00Z')
    const said = async (dialect: 'classic' | 'hero-sms') => {
      const { faults, get } = opened(dialect)
      faults.inject({ kind: 'banned', until, times: 1 })
      const banned = await get(BUY)
      faults.clear()
      faults.inject({ kind: 'channels-limit' })
      return [banned, await get(BUY)]
    }
    expect(await said('classic')).toEqual(["BANNED:'2026-01-31 15-30-00'", 'CHANNELS_LIMIT'])
    expect(await said('hero-sms')).toEqual([
      expect.stringMatching(
        /^403 {"title":"BANNED".*"scope":"global","banned_until":1769862600,"retry_after_seconds":/,
      ),
      expect.stringMatching(/^403 {"title":"CHANNELS_LIMIT".*"max_allowed":10/),
    ])
  })
})
