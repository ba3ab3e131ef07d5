import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareAmounts, compareMoney, formatMoney, parseAmount } from './money.ts'

const micros = fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n })

/** The figure as a host might write it: all six decimals, zeros included. */
function spelled(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(7, '0')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`
}

describe('parseAmount', () => {
  it.each<[figure: unknown, amount: string]>([
    ['0.2500', '0.25'],
    [0.25, '0.25'],
    ['0.25', '0.25'],
    [0, '0'],
    ['0', '0'],
    ['-0', '0'],
    [-0, '0'],
    ['-0.0000001', '0'],
    ['000.10', '0.1'],
    [12, '12'],
    ['-12.5085', '-12.5085'],
    [1.0799999, '1.08'],
    [0.55000000000000004, '0.55'],
    [0.1 + 0.2, '0.3'],
    ['0.0000005', '0.000001'],
    ['0.00000049', '0'],
    ['-0.0000005', '-0.000001'],
    ['999999999999.999999', '999999999999.999999'],
  ])('reads %j as %s', (figure, amount) => {
    expect(parseAmount(figure)).toBe(amount)
  })

  it.each([
    '1,20',
    '$1',
    '1 200',
    '',
    ' 1',
    '1 ',
    '+1',
    '.5',
    '5.',
    '1e-9',
    '0x10',
    'NaN',
    'Infinity',
    '1.2.3',
    '١٢',
    '1_000',
    '0.25\n',
    '1000000000000',
    '999999999999.9999999',
    '9'.repeat(33),
    `0.${'1'.repeat(33)}`,
    1e-9,
    1e21,
    1e12,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    true,
    null,
    undefined,
    {},
    ['1'],
  ])('refuses %j', figure => {
    expect(parseAmount(figure)).toBeNull()
  })

  it('keeps every amount of six decimals exactly', () => {
    fc.assert(
      fc.property(micros, value => {
        const amount = parseAmount(spelled(value))
        expect(amount).toMatch(/^(0|-?(0|[1-9]\d*)(\.\d*[1-9])?)$/)
        expect(parseAmount(amount)).toBe(amount)
        expect(compareAmounts(amount ?? '', spelled(value))).toBe(0)
      }),
    )
  })

  it('takes the noise off a float that stands for a decimal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), cents => {
        const noisy = (cents / 10_000) * 3 // rarely a float that prints as a short decimal
        expect(parseAmount(noisy)).toBe(parseAmount(((cents * 3) / 10_000).toFixed(6)))
      }),
    )
  })

  it('answers null or an amount for any text, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^-?\d{0,40}\.?\d{0,40}$/)), text => {
        const amount = parseAmount(text)
        if (amount !== null) expect(amount).toMatch(/^-?\d{1,12}(\.\d{1,6})?$/)
      }),
    )
  })
})

describe('comparing', () => {
  it('orders as the numbers do', () => {
    fc.assert(
      fc.property(micros, micros, (left, right) => {
        expect(compareAmounts(spelled(left), spelled(right))).toBe(left < right ? -1 : left > right ? 1 : 0)
      }),
    )
  })

  it('compares money of one currency and refuses two', () => {
    const quarter = { amount: '0.25', currency: 'USD' }
    expect(compareMoney(quarter, { amount: '0.3', currency: 'USD' })).toBeLessThan(0)
    expect(compareMoney(quarter, { amount: '0.250', currency: 'USD' })).toBe(0)
    expect(() => compareMoney(quarter, { amount: '0.25', currency: 'EUR' })).toThrow(RangeError)
    expect(() => compareMoney(quarter, { amount: '1,20', currency: 'USD' })).toThrow('not a decimal amount: "1,20"')
  })

  it('formats', () => {
    expect(formatMoney({ amount: '0.25', currency: 'USD' })).toBe('0.25 USD')
  })
})
