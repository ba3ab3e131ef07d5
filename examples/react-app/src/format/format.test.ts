import { describe, expect, it } from 'vitest'
import { toClock } from './clock.ts'
import { createFormat } from './format.ts'
import { initialsOf } from './initials.ts'
import { groupPhone } from './phone.ts'

/** Languages put blanks of several kinds between figures. */
const plain = (text: string) => text.replace(/\s/g, ' ')

describe('what is not words', () => {
  it('is written as the language does', () => {
    const [en, fr] = [createFormat('en'), createFormat('fr')]
    expect(en.money({ amount: '0.2', currency: 'USD' })).toBe('$0.20')
    expect(en.money({ amount: '0.0125', currency: 'USD' })).toBe('$0.0125')
    expect(plain(fr.money({ amount: '1234.5', currency: 'EUR' }))).toBe('1 234,50 €')
    expect([en.decimal('0.5'), fr.decimal('0.125'), fr.decimal('3')]).toEqual(['0.50', '0,125', '3,00'])
    expect([en.roughly(12_400), en.roughly(471_700), plain(fr.count(12_400))]).toEqual(['12.4K', '472K', '12 400'])
    expect([en.percent(0.936), plain(fr.percent(0.5))]).toEqual(['94%', '50 %'])
  })

  it('countries have the name that the language gives them, else their own', () => {
    const [en, fr] = [createFormat('en'), createFormat('fr')]
    expect([en.country({ iso: 'DE', name: 'x' }), fr.country({ iso: 'DE', name: 'x' })]).toEqual([
      'Germany',
      'Allemagne',
    ])
    expect(en.country({ iso: null, name: 'Atlantis' })).toBe('Atlantis')
    expect(en.country({ iso: 'not a code', name: 'Atlantis' })).toBe('Atlantis')
  })

  it.each([
    [0, '0:00'],
    [-5, '0:00'],
    [1, '0:01'],
    [59_999, '1:00'],
    [19 * 60_000 + 5_000, '19:05'],
    [3_723_000, '1:02:03'],
    [3 * 86_400_000 + 4 * 3_600_000, '3 d 04:00'],
  ])('%d ms are %s', (milliseconds, text) => {
    expect(toClock(milliseconds)).toBe(text)
  })

  it.each([
    ['+447700900123', '44', '+44 770 090 0123'],
    ['+12025550123', '1', '+1 202 555 0123'],
    ['447700900123', '', '+447 700 900 123'],
    ['+33612345678', '33', '+33 612 345 678'],
    ['<b>no phone</b>', '', '<b>no phone</b>'],
  ])('%s is read as %s', (phone, dialCode, grouped) => {
    expect(groupPhone(phone, dialCode)).toBe(grouped)
    if (/^\+?\d+$/.test(phone)) expect(grouped.replaceAll(' ', '')).toBe(`+${phone.replace('+', '')}`)
  })

  it('initials stand for a name', () => {
    expect(['Mail.ru', 'Grindr', 'Bank of America', '99', '…', 'Ökonom'].map(initialsOf)).toEqual([
      ...['MR', 'GR', 'BO', '99', '?', 'ÖK'],
    ])
  })
})
