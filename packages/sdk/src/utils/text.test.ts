import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanName, readId } from './text.ts'

describe('cleanName', () => {
  it.each([
    ['Telegram', 'Telegram'],
    ['  Telegram\r\n', 'Telegram'],
    ['Tele\u0000gram', 'Telegram'],
    ['Tele\ud800gram', 'Telegram'],
    ['\u0000 \udc00', ''],
    ['Côte d’Ivoire 🇨🇮', 'Côte d’Ivoire 🇨🇮'],
    ['乌克兰', '乌克兰'],
    ['a\u0085b\u009f', 'ab'],
  ])('makes %j %j', (text, name) => {
    expect(cleanName(text)).toBe(name)
  })

  it('D26 gives nothing that a database refuses, at most 200 characters, and the same a second time', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', minLength: 198 })), text => {
        const name = cleanName(text)
        expect(name.isWellFormed()).toBe(true)
        expect(name).not.toMatch(/\p{Cc}/u)
        expect(name.length).toBeLessThanOrEqual(200)
        expect(cleanName(name)).toBe(name)
      }),
    )
  })

  it('does not cut a pair in two', () => {
    expect(cleanName(`${'x'.repeat(199)}😀`)).toBe('x'.repeat(199))
    expect(cleanName(`${'x'.repeat(198)}😀`)).toBe(`${'x'.repeat(198)}😀`)
  })
})

describe('readId', () => {
  it.each<[value: unknown, id: string]>([
    [0, '0'],
    ['0', '0'],
    [187, '187'],
    ['tg', 'tg'],
    ['__proto__', '__proto__'],
    [9_007_199_254_740_991, '9007199254740991'],
    ['12345678901234567890', '12345678901234567890'],
    ['x'.repeat(64), 'x'.repeat(64)],
  ])('C05 takes %j', (value, id) => {
    expect(readId(value)).toBe(id)
  })

  it.each([
    '',
    null,
    undefined,
    ' ',
    'a b',
    ' tg',
    'tg\n',
    'a\u0000',
    '\ud800',
    '\u202etg',
    'x'.repeat(65),
    -1,
    1.5,
    1e300,
    Number.NaN,
    true,
    {},
    ['tg'],
  ])('C05 refuses %j', value => {
    expect(readId(value)).toBeNull()
  })
})
