import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createWallet, moneyOf } from './wallet.ts'

describe('the wallet', () => {
  it('tells its money with four decimals and refuses what is none', () => {
    const told = ['7', '0.05', '-1.2', '12.5085', '-0.0001'].map(balance => moneyOf(createWallet(balance).micros))
    expect(told).toEqual(['7.0000', '0.0500', '-1.2000', '12.5085', '-0.0001'])
    for (const balance of ['', '1,5', '1.23456', 'NaN', '$1']) expect(() => createWallet(balance)).toThrow(RangeError)
  })

  it('P22 is exact: what was charged and given back is what is missing', () => {
    const amounts = fc.array(fc.integer({ min: -9_000_000, max: 9_000_000 }), { maxLength: 200 })
    fc.assert(
      fc.property(amounts, all => {
        const wallet = createWallet('100')
        for (const amount of all) wallet.charge('1', amount, 0)
        expect(wallet.micros).toBe(100_000_000 - all.reduce((sum, amount) => sum + amount, 0))
        expect(wallet.charges().map(({ amount }) => Math.round(Number(amount) * 1_000_000))).toEqual(
          all.map(amount => amount + 0),
        )
      }),
    )
  })
})
