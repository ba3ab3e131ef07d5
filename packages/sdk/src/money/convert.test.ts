import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addAmounts, convertAmount } from './convert.ts'
import { compareAmounts } from './money.ts'

const amount = fc.bigInt({ min: 0n, max: 10n ** 12n }).map(micros => (Number(micros) / 1e6).toFixed(6))
const rate = fc.tuple(fc.integer({ min: 0, max: 9_999 }), fc.integer({ min: 1, max: 99_999_999 }))
const written = rate.map(([integer, fraction]) => `${integer}.${String(fraction).padStart(8, '0')}`)

describe('convertAmount', () => {
  it.each([
    ['0.50', '1.1', 'down', '0.55'],
    ['1', '0.3333333', 'down', '0.333333'],
    ['1', '0.6666666', 'down', '0.666666'],
    ['1', '0.6666666', 'nearest', '0.666667'],
    ['0.000001', '0.5', 'nearest', '0.000001'],
    ['0.000001', '0.5', 'down', '0'],
    ['-2', '0.6666666', 'down', '-1.333333'],
    ['0.5', '95', 'down', '47.5'],
    ['0.1', '3', 'nearest', '0.3'],
  ] as const)('%s × %s, rounded %s, is %s', (from, by, rounding, to) => {
    expect(convertAmount(from, by, rounding)).toBe(to)
  })

  it.each(['0', '0.000', '-1', '', '1e3', 'NaN', '1,1', ' 1'])('%j is no rate', by => {
    expect(convertAmount('1', by, 'down')).toBeNull()
  })

  it('is exact where a float is not, rounds down for caps, and keeps the order of amounts', () => {
    fc.assert(
      fc.property(amount, amount, written, (one, other, by) => {
        const down = convertAmount(one, by, 'down') ?? ''
        const nearest = convertAmount(one, by, 'nearest') ?? ''
        expect(compareAmounts(down, nearest)).toBeLessThanOrEqual(0)
        expect(Math.abs(Number(down) - Number(one) * Number(by))).toBeLessThan(0.00001 + Number(down) * 1e-12)
        const order = compareAmounts(one, other)
        expect(compareAmounts(down, convertAmount(other, by, 'down') ?? '') * order).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

it('addAmounts adds without floats', () => {
  expect(addAmounts(['0.1', '0.2', '1000000'])).toBe('1000000.3')
  expect(addAmounts([])).toBe('0')
})
