import { describe, expect, it } from 'vitest'
import { fromMicros, toMicros, withPlaces } from './decimal.ts'

describe('decimal', () => {
  it.each([
    ['0', 0],
    ['0.25', 250_000],
    ['0.0415', 41_500],
    ['12.000001', 12_000_001],
    ['1.0799', 1_079_900],
  ])('%s is %i millionths and back', (text, micros) => {
    expect(toMicros(text)).toBe(micros)
    expect(fromMicros(micros)).toBe(text)
  })

  it('writes every price a catalog can hold as it reads it', () => {
    for (let micros = 1; micros < 4_294_000_000; micros = Math.ceil(micros * 1.003) + 1) {
      expect(toMicros(fromMicros(micros))).toBe(micros)
    }
  })

  it('pads to the decimals a host prints', () => {
    expect([withPlaces('0.5', 4), withPlaces('2', 2), withPlaces('0.0415', 2), withPlaces('0.50', 0)]).toEqual([
      '0.5000',
      '2.00',
      '0.0415',
      '0.5',
    ])
  })

  it.each(['', '-1', '1,20', '$1', '1e-9', '0.1234567', 'NaN', '.5', '1.'])('refuses %j', text => {
    expect(() => toMicros(text)).toThrow(RangeError)
  })
})
