import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRedactor, excerpt } from './redact.ts'

const key = fc.stringMatching(/^[\x21-\x7e]{12,48}$/)
const hex = fc.stringMatching(/^[0-9a-f]{32}$/)
/** Text that cannot hold a piece of a key by accident. */
const noise = fc.stringMatching(/^[ .,;]{0,20}$/)

const pieces = (text: string) => Array.from({ length: Math.max(0, text.length - 7) }, (_, at) => text.slice(at, at + 8))
const leaks = (text: string, secret: string) => pieces(secret).filter(piece => text.includes(piece))

const encodings: Readonly<Record<string, (secret: string) => string>> = {
  raw: secret => secret,
  'as encodeURIComponent writes it': encodeURIComponent,
  'as a query string writes it': secret => new URLSearchParams({ q: secret }).toString().slice(2),
  'with small hex digits': secret => encodeURIComponent(secret).replace(/%../g, signs => signs.toLowerCase()),
}

describe('createRedactor', () => {
  it.each(Object.entries(encodings))('T02 leaves no piece of eight characters: %s', (_, encode) => {
    fc.assert(
      fc.property(fc.oneof(key, hex), noise, noise, (secret, before, after) => {
        const form = encode(secret)
        expect(leaks(createRedactor([secret])(before + form + after), form)).toEqual([])
      }),
    )
  })

  it('T02 leaves no piece of a key that was cut anywhere', () => {
    fc.assert(
      fc.property(key, fc.nat(), fc.nat(), (secret, from, to) => {
        const cut = secret.slice(from % secret.length, secret.length - (to % secret.length))
        expect(leaks(createRedactor([secret])(`?api_key=${cut}`), secret)).toEqual([])
      }),
    )
  })

  it.each(['base64', 'base64url'] as const)('T01 finds the key inside %s at every alignment', encoding => {
    fc.assert(
      fc.property(
        hex,
        fc.stringMatching(/^[!-~]{0,7}$/),
        fc.stringMatching(/^[!-~]{0,7}$/),
        (secret, before, after) => {
          const text = Buffer.from(before + secret + after).toString(encoding)
          // The four signs at each end may belong to the neighbours alone.
          const own = text.slice(
            Math.ceil((before.length * 4) / 3) + 1,
            text.length - Math.ceil((after.length * 4) / 3) - 4,
          )
          expect(leaks(createRedactor([secret])(text), own)).toEqual([])
        },
      ),
    )
  })

  it('T01 finds a key in capitals and in hex', () => {
    const key = 'a1b2c3d4e5f60718'
    const redact = createRedactor([key])
    expect(redact(`Key ${key.toUpperCase()} is not known`)).toBe('Key [key] is not known')
    expect(redact(`x${Buffer.from(key).toString('hex')}x`)).toBe('x[key]x')
  })

  it('touches nothing else', () => {
    fc.assert(
      fc.property(hex, fc.string(), (secret, text) => {
        fc.pre(leaks(text, secret).length === 0)
        expect(createRedactor([secret])(text)).toBe(text)
      }),
    )
  })

  it('masks several keys, a short one as a whole, and an empty one never', () => {
    const redact = createRedactor(['0123456789abcdef', 'abcd', ''])
    expect(redact('a 0123456789abcdef b xabcdx c 0123456789')).toBe('a [key] b x[key]x c [key]')
    expect(createRedactor([])('text')).toBe('text')
  })
})

describe('excerpt', () => {
  const secret = '0123456789abcdef0123456789abcdef'
  const redact = createRedactor([secret])

  it('T02 redacts first and cuts then', () => {
    for (let offset = 160; offset < 210; offset += 1) {
      const text = excerpt(`${'.'.repeat(offset)}${secret} and more`, redact)
      expect(leaks(text, secret)).toEqual([])
      expect(text.length).toBeLessThanOrEqual(200)
    }
    // Masked keys shrink the text, so the end of what was looked at comes into the excerpt.
    expect(leaks(excerpt(`${secret} `.repeat(400), redact), secret)).toEqual([])
  })

  it('keeps short text whole and marks a cut', () => {
    expect(excerpt('  BAD_KEY\n', redact)).toBe('BAD_KEY')
    expect(excerpt('x'.repeat(200), redact)).toHaveLength(200)
    expect(excerpt('x'.repeat(201), redact)).toBe(`${'x'.repeat(199)}…`)
  })
})
