import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { objectMembers, parseMember } from './json-members.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

/** The object as our walk reads it: of a key given twice the last one wins. */
function walk(body: Uint8Array): Map<string, unknown> {
  const members = new Map<string, unknown>()
  for (const member of objectMembers(body)) members.set(member.key, parseMember(body, member))
  return members
}

const oracle = (text: string) => new Map(Object.entries<unknown>(JSON.parse(text)))
const sorted = (map: Map<string, unknown>) => [...map].sort(([left], [right]) => (left < right ? -1 : 1))

/** JSON with blanks of all kinds between its tokens. */
const blank = fc.stringMatching(/^[ \t\r\n]{0,3}$/)
const key = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('__proto__', 'constructor', 'a"b', 'a\\', '{', ',', '0'),
)
const pretty = fc
  .tuple(fc.dictionary(key, fc.jsonValue()), blank, fc.constantFrom(undefined, 1, '\t'))
  .map(([value, around, indent]) => `${around}${JSON.stringify(value, null, indent)}${around}`)

describe('objectMembers, with JSON.parse as the judge', () => {
  it('G09 reads any object: same keys, same values', () => {
    fc.assert(
      fc.property(pretty, text => {
        expect(sorted(walk(bytes(text)))).toEqual(sorted(oracle(text.toWellFormed())))
      }),
      { numRuns: 1_000 },
    )
  })

  it('P12 G09 any cut is a SyntaxError', () => {
    fc.assert(
      fc.property(pretty, fc.nat(), (text, at) => {
        const whole = bytes(text.trim())
        expect(() => walk(whole.subarray(0, at % whole.length))).toThrow(SyntaxError)
      }),
      { numRuns: 1_000 },
    )
  })

  it('G09 refuses what JSON.parse refuses, and throws nothing but SyntaxErrors', () => {
    const sign = fc.constantFrom(...'{}[]":,\\ \n01e-tn\ufeffx'.split(''))
    const almost = fc.string({ unit: sign, maxLength: 12 }).map(inner => `{"a":${inner}}`)
    fc.assert(
      fc.property(fc.oneof(almost, fc.string({ unit: sign })), json => {
        const text = json.replace(/^\ufeff/, '') // JSON.parse takes no byte order mark
        let expected: Map<string, unknown> | null = null
        try {
          const value: unknown = JSON.parse(text)
          if (typeof value === 'object' && value !== null && !Array.isArray(value)) expected = oracle(text)
        } catch {}
        if (expected) expect(sorted(walk(bytes(json)))).toEqual(sorted(expected))
        else expect(() => walk(bytes(json))).toThrow(SyntaxError)
      }),
      { numRuns: 5_000 },
    )
  })

  it('C12 gives a key twice when it is there twice', () => {
    const body = bytes('{"6":{"tg":1},"7":2,"6":{"wa":3}}')
    expect([...objectMembers(body)].map(({ key }) => key)).toEqual(['6', '7', '6'])
    expect(walk(body)).toEqual(oracle('{"6":{"tg":1},"7":2,"6":{"wa":3}}'))
  })

  it('P12 takes a byte order mark, and nothing that only begins like one', () => {
    expect(walk(bytes('\ufeff {"a":1}\r\n'))).toEqual(new Map([['a', 1]]))
    expect(() => walk(bytes('ｘ{"a":1}'))).toThrow(SyntaxError) // begins with the byte EF, too
    expect(() => walk(bytes('{"a":\ufeff1}'))).toThrow(SyntaxError)
  })

  it.each([
    '',
    ' ',
    '[]',
    'null',
    '{',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,',
    '{"a":1,}',
    '{,}',
    '{"a":1}x',
    '{"a":1}{}',
    '{a:1}',
    '{"a":[}]}',
    '{"a":1]',
    '{"a" 1}',
    '{"a":"\\"}',
    '{"a":"x\ny"}',
    '{"\n":1}',
  ])('refuses %j', text => {
    expect(() => JSON.parse(text === '[]' || text === 'null' ? '' : text)).toThrow(SyntaxError)
    expect(() => walk(bytes(text))).toThrow(SyntaxError)
  })
})
