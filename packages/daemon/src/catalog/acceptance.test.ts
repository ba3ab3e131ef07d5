import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyStats, statsOf } from './__fixtures__/comparison.ts'
import { countAgreement, mayOverrule, type Refusal } from './acceptance.ts'
import type { GuardName } from './guard.ts'

const MINUTES = 60_000
const before = (different: Partial<Refusal> = {}): Refusal => ({
  stats: statsOf(),
  agreeing: 1,
  age: 10 * MINUTES,
  ...different,
})

describe('countAgreement', () => {
  it('D20 counts runs that agree when they are ten minutes apart', () => {
    expect(countAgreement(null, statsOf())).toEqual({ agreeing: 1, counted: true, isKnown: false })
    expect(countAgreement(before(), statsOf())).toEqual({ agreeing: 2, counted: true, isKnown: true })
    expect(countAgreement(before({ agreeing: 2 }), statsOf())).toEqual({ agreeing: 3, counted: true, isKnown: true })
  })

  it('does not let a burst of retries vote for itself', () => {
    const soon = before({ agreeing: 2, age: 10 * MINUTES - 1 })
    expect(countAgreement(soon, statsOf())).toEqual({ agreeing: 2, counted: false, isKnown: true })
  })

  it('forgets what was refused a day ago', () => {
    const old = before({ agreeing: 2, age: 24 * 60 * MINUTES })
    expect(countAgreement(old, statsOf())).toEqual({ agreeing: 1, counted: true, isKnown: false })
  })

  it('D34 forgets what is dated in the future, which a wrong clock or an old backup has left', () => {
    const ahead = before({ agreeing: 2, age: -1 })
    expect(countAgreement(ahead, statsOf())).toEqual({ agreeing: 1, counted: true, isKnown: false })
  })

  it.each(['offers', 'countries', 'services', 'totalStock', 'priceSum'] as const)(
    'begins anew when %s differs by more than 5 %%',
    figure => {
      const stats = statsOf({ [figure]: 10_000 })
      const refusal = before({ stats, agreeing: 2 })
      expect(countAgreement(refusal, { ...stats, [figure]: 9_500 })).toMatchObject({ agreeing: 3 })
      expect(countAgreement(refusal, { ...stats, [figure]: 9_499 })).toMatchObject({ agreeing: 1 })
    },
  )

  it('begins anew when the share of offers without stock or the currency differs', () => {
    const refusal = before({ agreeing: 2 })
    expect(countAgreement(refusal, statsOf({ zeroStock: 150 }))).toMatchObject({ agreeing: 3 })
    expect(countAgreement(refusal, statsOf({ zeroStock: 151 }))).toMatchObject({ agreeing: 1 })
    expect(countAgreement(refusal, statsOf({ currency: 'EUR' }))).toMatchObject({ agreeing: 1 })
  })

  it('finds that every catalog agrees with itself', () => {
    fc.assert(
      fc.property(anyStats, fc.integer({ min: 1, max: 100 }), (stats, agreeing) => {
        expect(countAgreement(before({ stats, agreeing }), stats)).toMatchObject({
          agreeing: agreeing + 1,
          counted: true,
        })
      }),
    )
  })
})

describe('mayOverrule', () => {
  const all: GuardName[] = [
    'empty',
    'invalid_rows',
    'duplicates',
    'currency',
    'first_run',
    'shrink',
    'zero_share',
    'total_stock',
    'price_ratio',
  ]
  const overruled = (by: Parameters<typeof mayOverrule>[1]) => all.filter(guard => mayOverrule(guard, by))

  it('lets an operator overrule every guard but that against an empty catalog', () => {
    expect(overruled({ agreeing: 1, operator: true })).toEqual(all.slice(1))
  })

  it('lets three agreeing runs overrule what compares with before, nothing that is wrong in itself', () => {
    expect(overruled({ agreeing: 3, operator: false })).toEqual(all.slice(4))
    expect(overruled({ agreeing: 2, operator: false })).toEqual([])
  })
})
