import { describe, expect, it } from 'vitest'
import { chooseLanguage, languages, regionalForm } from './languages.ts'

/** Every text there is, by its path; what is made of arguments is made of examples. */
function textsOf(dictionary: object, path = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(dictionary).flatMap(([key, said]) => {
      const at = `${path}${key}`
      if (typeof said === 'string') return [[at, said] as const]
      if (typeof said === 'function') return [[at, said.length === 2 ? said(2, '2') : said('‹it›')] as const]
      return [...textsOf(said, `${at}.`)]
    }),
  )
}

describe('languages', () => {
  const english = textsOf(languages.en)
  const french = textsOf(languages.fr)

  it('say the same things, each in its own words', () => {
    expect([...french.keys()]).toEqual([...english.keys()])
    expect(english.size).toBeGreaterThan(150)
    const same = [...english].filter(([at, text]) => french.get(at) === text).map(([at]) => at)
    expect(same).toEqual([
      ...['steps.service', 'services.placeholder', 'services.list', 'services.found', 'categories.finance'],
      ...['categories.transport', 'countries.stock', 'confirm.service'],
    ])
  })

  it('leave out nothing that they are given, and are never empty', () => {
    for (const [at, text] of [...english, ...french]) expect(text.trim(), at).not.toBe('')
    for (const [at, text] of english) {
      if (text.includes('‹it›')) expect(french.get(at), at).toContain('‹it›')
    }
  })

  it('know one from many', () => {
    expect(languages.en.services.stock(1, '1')).toBe('1 number')
    expect(languages.en.services.stock(0, '0')).toBe('0 numbers')
    expect(languages.fr.services.stock(0, '0')).toBe('0 numéro')
    expect(languages.fr.rentals.days(2, '2')).toBe('2 jours')
  })

  it('write figures as the region of the user does', () => {
    expect(regionalForm('en', ['fr-CA', 'en-GB', 'en-US'])).toBe('en-GB')
    expect(regionalForm('fr', ['en-GB'])).toBe('fr')
    expect(regionalForm('en', ['en-US@posix'])).toBe('en')
  })

  it.each([
    [null, ['fr-CA', 'en'], 'fr'],
    ['en', ['fr'], 'en'],
    [null, ['de-DE', 'FR'], 'fr'],
    [null, ['de', 'ja'], 'en'],
    ['constructor', [], 'en'],
  ] as const)('remembered %j, wanted %j: %s', (remembered, wanted, chosen) => {
    expect(chooseLanguage(remembered, wanted)).toBe(chosen)
  })
})
