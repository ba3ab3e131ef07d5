import { describe, expect, it } from 'vitest'
import { plainText } from './plain-text.ts'

describe('plainText', () => {
  it('E07 turns the digits of every script into ASCII, in the order that Unicode has them', () => {
    const digits = Array.from({ length: 0x1_0000 }, (_, unit) => String.fromCharCode(unit)).filter(sign =>
      /\p{Nd}/u.test(sign),
    )
    expect(digits.length).toBeGreaterThan(300)
    expect(plainText(digits.join(''))).toBe('0123456789'.repeat(digits.length / 10))
  })

  it.each([
    ['nothing where all is plain', 'Code: 1-2', 'Code: 1-2'],
    ['wide signs', 'Ｃｏｄｅ：４８２９', 'Code:4829'],
    ['unbreakable spaces and dashes', '48\u202f29\u201113\u00a0', '48 29-13 '],
    ['accents, joined and apart', 'códígo co\u0301digo', 'codigo codigo'],
    ['strokes', 'mã đăng nhập, hasło, kısa', 'ma dang nhap, haslo, kisa'],
    ['what is not seen', '4\u200b8\u200f2\ufeff9\u00ad', '4829'],
  ])('E07 makes plain: %s', (_, text, plain) => {
    expect(plainText(text)).toBe(plain)
  })
})
