import { describe, expect, it } from 'vitest'
import { ConfigurationError } from '../errors/access.ts'
import { UnknownReferenceError } from '../errors/catalog.ts'
import type { CountryRef, NativeReference, ServiceRef } from '../provider/references.ts'
import { noReferences, referenceTable } from './reference-table.ts'
import { resolveReference } from './resolve.ts'

const where = { provider: 'hero-sms', operation: 'catalog.offers' }
const services = referenceTable({ telegram: 'tg', whatsapp: 'wa' })
const countries = referenceTable({ US: '187', GB: '16' }, { '12': 'US' })
const service = (reference: ServiceRef) => resolveReference('service', reference, services, where)
const country = (reference: CountryRef) => resolveReference('country', reference, countries, where)

describe('resolveReference', () => {
  it('takes our name, the id of the provider, and a code of ours that holds such an id', () => {
    expect(service('telegram')).toBe('tg')
    expect(country('US')).toBe('187')
    expect(country({ nativeId: '12' })).toBe('12')
    expect(service({ nativeId: 'brand-new' })).toBe('brand-new')
    expect(service('hero-sms:xyz')).toBe('xyz')
  })

  it('P24 passes no unknown name through, and suggests what was meant', () => {
    const refusal = (resolve: () => string) => {
      try {
        return resolve()
      } catch (error) {
        if (!(error instanceof UnknownReferenceError)) throw error
        return { kind: error.kind, suggestions: error.suggestions, message: error.message }
      }
    }
    expect(refusal(() => service('telegran'))).toEqual({
      kind: 'service',
      suggestions: ['telegram'],
      message: `hero-sms has no service "telegran"\nDid you mean 'telegram'? The provider's own id goes in as { nativeId }.`,
    })
    expect(refusal(() => service('tg'))).toMatchObject({ suggestions: ['telegram'] })
    expect(refusal(() => country('gb'))).toMatchObject({ kind: 'country', suggestions: ['GB'] })
    expect(refusal(() => country('12'))).toMatchObject({ suggestions: ['US'] })
    expect(refusal(() => service('zzzzzzzz'))).toEqual({
      kind: 'service',
      suggestions: [],
      message: `hero-sms has no service "zzzzzzzz"\nList what there is with catalog.services(), or pass the provider's own id as { nativeId }.`,
    })
    expect(refusal(() => country('zzzzzzzz'))).toMatchObject({
      message: expect.stringContaining('catalog.countries()'),
    })
  })

  it.each([
    '',
    '__proto__',
    'constructor',
    'hero-sms:',
    'hero-sms:a b',
    'tiger-sms:tg',
    'TELEGRAM',
    'x'.repeat(1_000_000),
    '\ud800',
  ])('P24 refuses any other name before any request (%#)', name => {
    expect(() => service(name)).toThrow(UnknownReferenceError)
    expect(() => resolveReference('service', name, noReferences, where)).toThrow(UnknownReferenceError)
  })

  it('never shows more than a line of what it was given', () => {
    expect(() => service(`${'x'.repeat(1_000_000)}`)).toThrow(/^.{0,120}\n.{0,200}$/)
  })

  it.each([5, '', 'a b', 'x'.repeat(65), null, undefined, '\u0000', {}, -1])('refuses { nativeId: %j }', nativeId => {
    const reference = { nativeId } as unknown as NativeReference
    expect(() => service(reference)).toThrow(ConfigurationError)
  })

  it.each([null, undefined, 5])('refuses %j from plain JavaScript', reference => {
    expect(() => service(reference as unknown as ServiceRef)).toThrow(UnknownReferenceError)
  })
})
