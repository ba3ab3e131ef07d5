import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCap } from './cap.ts'

describe('the most that one wants to pay', () => {
  it.each([
    ['0.50', '0.5'],
    ['0,50', '0.5'],
    [' $ 0.20 ', '0.2'],
    ['1 234,5 €', '1234.5'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['007', '7'],
    ['0.000001', '0.000001'],
    ['0.1000000000', '0.1'],
  ])('%j is %s', (typed, amount) => {
    expect(parseCap(typed)).toEqual({ amount, problem: null })
  })

  it.each([
    ['', 'capMissing'],
    ['  ', 'capMissing'],
    ['abc', 'capUnreadable'],
    ['1,234.50', 'capUnreadable'],
    ['-1', 'capUnreadable'],
    ['1e3', 'capUnreadable'],
    ['.', 'capUnreadable'],
    ['0', 'capZero'],
    ['0,00', 'capZero'],
    ['0.0000001', 'capDecimals'],
    ['1234567890', 'capUnreadable'],
  ])('%j is none: %s', (typed, problem) => {
    expect(parseCap(typed)).toEqual({ amount: null, problem })
  })

  it('is a plain decimal of the same worth, or nothing, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{0,10}[.,]?\d{0,8}$/)), typed => {
        const { amount } = parseCap(typed)
        if (amount === null) return
        expect(amount).toMatch(/^(0|[1-9]\d*)(\.\d{0,5}[1-9])?$/)
        expect(Number(amount)).toBe(Number(typed.replace(/[\s\p{Sc}]/gu, '').replace(',', '.')))
      }),
    )
  })
})
