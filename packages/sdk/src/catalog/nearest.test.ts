import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { directoryServices } from './directory.generated.ts'
import { nearest } from './nearest.ts'

const slugs = directoryServices.map(({ slug }) => slug)

describe('nearest', () => {
  it.each([
    ['telegran', 'telegram'],
    ['telegrma', 'telegram'],
    ['Telegram', 'telegram'],
    [' whatsap ', 'whatsapp'],
    ['watsapp', 'whatsapp'],
    ['facebok', 'facebook'],
    ['dicsord', 'discord'],
    ['instagram-threads', 'instagram'],
    ['amazn', 'amazon'],
  ])('%j: %s', (word, expected) => {
    expect(nearest(word, slugs)[0]).toBe(expected)
  })

  it('puts an exact hit first, is deterministic, and stops at three', () => {
    expect(nearest('GB', ['GA', 'GE', 'GB', 'GD'])).toEqual(['GB', 'GA', 'GD'])
    expect(nearest('GB', ['GD', 'GB', 'GE', 'GA'])).toEqual(['GB', 'GA', 'GD'])
  })

  it('suggests nothing far away, and nothing for nothing', () => {
    expect(nearest('zzzzzzzzzz', slugs)).toEqual([])
    expect(nearest('', slugs)).toEqual([])
    expect(nearest('  ', slugs)).toEqual([])
    expect(nearest('x'.repeat(100_000), slugs)).toEqual([])
  })

  it('finds any word again after one typing error', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...slugs.filter(slug => slug.length > 4)),
        fc.nat(),
        fc.nat(2),
        (slug, where, kind) => {
          const at = where % slug.length
          const typo = [
            slug.slice(0, at) + slug.slice(at + 1),
            `${slug.slice(0, at)}q${slug.slice(at)}`,
            `${slug.slice(0, at)}q${slug.slice(at + 1)}`,
          ]
          const found = nearest(typo[kind] ?? '', slugs)
          expect(found.length).toBeGreaterThan(0)
          expect(found.length).toBeLessThanOrEqual(3)
        },
      ),
    )
  })
})

it('knows what people write for an ISO code out of habit', () => {
  expect(nearest('UK', ['UA', 'US', 'GB'])).toEqual(['GB'])
  expect(nearest('uk', ['UA', 'US'])).toEqual(['UA', 'US'])
})
