import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { activationTarget } from '../provider/activation-target.ts'
import type { RentalSnapshot } from '../provider/rental-snapshot.ts'
import type { ActivationSnapshot } from '../provider/snapshot.ts'
import { snapshotOf } from './__fixtures__/scene.ts'
import { anyOverlap, fits, overlaps } from './target.ts'

const rentalOf = ({ rounds: _, canRetry: __, ...known }: ActivationSnapshot): RentalSnapshot => ({
  ...known,
  kind: 'rental',
  status: 'active',
})
const targets = fc.record({
  kind: fc.constantFrom('activation' as const, 'rental' as const),
  provider: fc.constantFrom('made-up', 'other'),
  service: fc.constantFrom('telegram', 'whatsapp'),
  country: fc.constantFrom('16', '7'),
  operator: fc.constantFrom(null, 'ee', 'o2'),
  hours: fc.constantFrom(null, 24, 48),
  extends: fc.constant(null),
})
const numbers = targets.map(({ kind, provider, service, country, operator }) => ({
  ...(kind === 'rental' ? rentalOf(snapshotOf('1', service)) : snapshotOf('1', service)),
  provider,
  country: { iso: null, nativeId: country, name: country },
  operator: operator === null ? null : { nativeId: operator, name: operator },
}))

describe('the kind of a purchase', () => {
  it('overlaps with itself, and either way round', () => {
    fc.assert(
      fc.property(targets, targets, (one, other) => {
        expect(overlaps(one, one)).toBe(true)
        expect(overlaps(one, other)).toBe(overlaps(other, one))
      }),
    )
  })

  it('whenever one number, its operator told, fits two purchases, they overlap: the gate leaves no gap', () => {
    fc.assert(
      fc.property(numbers, fc.array(targets), fc.array(targets), (number, one, other) => {
        if (number.operator && fits(number, one) && fits(number, other)) expect(anyOverlap(one, other)).toBe(true)
      }),
    )
  })

  it('a number of any other provider, service or country fits nothing', () => {
    const target = activationTarget('made-up', 'telegram', '16')
    expect(fits(snapshotOf('1', 'telegram'), [target])).toBe(true)
    for (const other of [{ kind: 'rental' as const }, { provider: 'x' }, { service: 'x' }, { country: 'x' }]) {
      expect(fits(snapshotOf('1', 'telegram'), [{ ...target, ...other }])).toBe(false)
    }
    expect(fits(snapshotOf('1', 'telegram'), [])).toBe(false)
  })

  it('extensions meet where they are of one rental, and no number on a list is one', () => {
    const extension = (rental: string) => ({
      ...activationTarget('made-up', 'telegram', '16'),
      kind: 'extension' as const,
      hours: 24,
      extends: { rental, endsAt: null },
    })
    expect(overlaps(extension('made-up:1'), { ...extension('made-up:1'), hours: 48 })).toBe(true)
    expect(overlaps(extension('made-up:1'), extension('made-up:2'))).toBe(false)
    expect(overlaps(extension('made-up:1'), activationTarget('made-up', 'telegram', '16'))).toBe(false)
    expect(fits(snapshotOf('1', 'telegram'), [extension('made-up:1')])).toBe(false)
  })
})
