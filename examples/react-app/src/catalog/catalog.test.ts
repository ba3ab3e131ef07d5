import type { Service } from '@onesms/sdk'
import { describe, expect, it } from 'vitest'
import { inkOn } from './icon-ink.ts'
import { icons } from './icons.ts'
import { fold, search } from './search.ts'
import { codeOf, refOf } from './service-ref.ts'
import { sortServices } from './sort-services.ts'

const service = (slug: string | null, stock: number | null, name = slug ?? 'x'): Service => ({
  slug,
  nativeId: slug ?? 'hero-sms:x',
  name,
  stock,
})

describe('services', () => {
  const names = ['Instagram', 'Telegram', 'Grammarly', 'Uber', 'Uber Eats', 'Nova Poshta', 'Crédit Agricole']
  const found = (typed: string) => search(names, typed, name => [name])

  it('are found by what is typed, whatever its case and accents', () => {
    expect(found('')).toEqual(names)
    expect(found('  TELE ')).toEqual(['Telegram'])
    expect(found('credit')).toEqual(['Crédit Agricole'])
    expect(found('novaposhta')).toEqual(['Nova Poshta'])
    expect(found('zzz')).toEqual([])
    expect(fold('Mail.ru — Почта')).toBe('mail ru почта')
  })

  it('that begin with it come first, then those with such a word', () => {
    expect(found('gram')).toEqual(['Grammarly', 'Instagram', 'Telegram'])
    expect(found('eats')).toEqual(['Uber Eats'])
    expect(search(['a x', 'x'], 'x', name => [name])).toEqual(['x', 'a x'])
  })

  it('are sorted: the common ones, then mapped ones by stock', () => {
    const [few, many, untold, foreign] = [service('a', 1), service('b', 9), service('c', null), service(null, 99)]
    const [telegram, google] = [service('telegram', 0), service('google', null)]
    expect(sortServices([foreign, untold, few, google, many, telegram])).toEqual([
      ...[telegram, google, many, few, untold, foreign],
    ])
  })

  it('are named by our slug, or by the id of their provider', () => {
    expect([refOf('telegram'), refOf('hero-sms:zz')]).toEqual(['telegram', { nativeId: 'hero-sms:zz' }])
    expect(codeOf(service(null, 1))).toBe('hero-sms:x')
  })
})

describe('icons', () => {
  it('are drawn by paths alone, of colours that are some', () => {
    expect(Object.keys(icons).length).toBeGreaterThan(75)
    for (const { path, hex } of Object.values(icons)) {
      expect(path).toMatch(/^[Mm][\d\s.,a-zA-Z-]+$/)
      expect(hex).toMatch(/^[0-9A-F]{6}$/)
    }
  })

  it('stand on their colour in an ink that is seen', () => {
    expect(['000000', '26A5E4', 'FFFC00', 'FFFFFF'].map(inkOn)).toEqual(['white', 'white', 'black', 'black'])
  })
})
