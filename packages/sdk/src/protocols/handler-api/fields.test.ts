import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDecimalId } from '../../provider/native-id.ts'
import { parseExactJson } from '../../utils/exact-json.ts'
import { readCharge } from './charge.ts'
import { readFlag, readOperator } from './fields.ts'
import { readPhone } from './phone.ts'
import { readInstant, readSpan } from './times.ts'

describe('P14 parseExactJson', () => {
  it('keeps integers of 16 digits and more as they are written, wherever they stand', () => {
    expect(
      parseExactJson(
        '{"a":12345678901234567890,"b":[1234567890123456,{"c":99999999999999999999}],"d":"12345678901234567890","e\\"12345678901234567890":1}',
      ),
    ).toEqual({
      a: '12345678901234567890',
      b: ['1234567890123456', { c: '99999999999999999999' }],
      d: '12345678901234567890',
      'e"12345678901234567890': 1,
    })
    expect(parseExactJson('12345678901234567890')).toBe('12345678901234567890')
  })

  it('leaves every other value alone, and answers undefined for what is not JSON', () => {
    fc.assert(
      fc.property(fc.json(), text => {
        const hasLong = /\d{16}/.test(text)
        if (!hasLong) expect(parseExactJson(text)).toEqual(JSON.parse(text))
      }),
    )
    for (const text of ['', '{', '{"a":1}x', '{"a":"', '{"a":"\\', 'NO_NUMBERS']) {
      expect(parseExactJson(text)).toBeUndefined()
    }
  })

  it('takes time in proportion to the text, whatever is in it', () => {
    for (const piece of ['\\"', '"', '1', '-', '1.', '\\', '"\\', 'e1']) {
      const text = `{"a":"${piece.repeat(30_000)}`
      const start = performance.now()
      expect(parseExactJson(text)).toBeUndefined()
      expect(performance.now() - start).toBeLessThan(200)
    }
  })
})

describe('P15 readPhone', () => {
  it.each([
    ['447700900123', '+447700900123'],
    ['+447700900123', '+447700900123'],
    ['00447700900123', '+447700900123'],
    [' +44 7700-900 123 ', '+447700900123'],
    ['(44) 7700.900123', '+447700900123'],
    [447700900123, '+447700900123'],
    ['07700900123', '07700900123'],
    ['+07700900123', '07700900123'],
    ['123456', '+123456'],
  ])('%j → %j', (told, phone) => {
    expect(readPhone(told)).toBe(phone)
  })

  it.each([
    null,
    undefined,
    true,
    {},
    '',
    ' ',
    '12345',
    '1234567890123456',
    '79584******',
    'tel:447700900123',
    '4477 009a',
    1.5,
    1e21,
  ])('makes nothing of %j', told => {
    expect(readPhone(told)).toBeNull()
  })
})

describe('P23 readCharge', () => {
  it.each<[unknown, unknown, string | null]>([
    [12.5, 840, '12.5'],
    ['0.2500', '840', '0.25'],
    [1.0799999999, undefined, '1.08'],
    [0.25, null, '0.25'],
    [0, 840, '0'],
    [undefined, 840, null],
    [null, 840, null],
    ['', 840, null],
    ['NaN', 840, null],
    [Number.NaN, 840, null],
    [-1, 840, null],
    ['-0.5', 840, null],
    ['1,20', 840, null],
    ['$1', 840, null],
    [true, 840, null],
    [12.5, 643, null],
    [12.5, '978', null],
    [12.5, 999, null],
    [12.5, 'USD', null],
    [12.5, '', null],
  ])('%j in %j → %j', (cost, currency, amount) => {
    expect(readCharge(cost, currency, 'USD')).toEqual(amount === null ? null : { amount, currency: 'USD' })
  })

  it.each([
    [643, 'RUB'],
    [978, 'EUR'],
    ['156', 'CNY'],
  ])('knows the currency of the account by its number: %j is %s', (code, currency) => {
    expect(readCharge(5, code, currency)).toEqual({ amount: '5', currency })
  })
})

describe('times', () => {
  it('an instant needs a zone', () => {
    expect(readInstant('2026-02-16T12:36:59+03:00')?.toISOString()).toBe('2026-02-16T09:36:59.000Z')
    expect(readInstant('2025-12-16T10:30:00.000000Z')?.toISOString()).toBe('2025-12-16T10:30:00.000Z')
    for (const told of [
      '2026-02-16 12:36:59',
      '0000-00-00 00:00:00',
      '2026-13-45T99:99:99Z',
      'now',
      '',
      null,
      1_700_000_000,
    ]) {
      expect(readInstant(told)).toBeNull()
    }
  })

  it('E12 a span does not, and is by one clock', () => {
    expect(readSpan('2026-08-13 10:00:00', '2026-08-13 10:20:00')).toBe(1_200_000)
    expect(readSpan('2026-08-13T10:00:00+00:00', '2026-08-13T13:40:00+03:00')).toBe(2_400_000)
    expect(readSpan('2026-08-13 10:00:00', '2026-08-13T10:20:00Z')).toBeNull()
    expect(readSpan('2026-08-13 10:20:00', '2026-08-13 10:00:00')).toBeNull()
    expect(readSpan('2026-08-13 10:20:00', '2036-08-13 10:20:00')).toBeNull()
    expect(readSpan(undefined, '2026-08-13 10:00:00')).toBeNull()
  })
})

it('ids, flags and operators', () => {
  expect([1, '1', '12345678901234567890', 0].map(readDecimalId)).toEqual(['1', '1', '12345678901234567890', '0'])
  for (const told of [1.5, -1, 1e21, '', '1a', ' 1', null, [1], '1'.repeat(33)]) expect(readDecimalId(told)).toBeNull()
  expect([1, '1', true, 'true', 0, '0', false, 'false', null, '', 2].map(readFlag)).toEqual([
    ...Array(4).fill(true),
    ...Array(4).fill(false),
    null,
    null,
    null,
  ])
  expect(['mtt', 'at_t', 'any', '', null, 'a b'].map(readOperator)).toEqual(['mtt', 'at_t', null, null, null, null])
})
