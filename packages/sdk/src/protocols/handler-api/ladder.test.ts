import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareAmounts } from '../../money/money.ts'
import { isLadder, ladderKind, readLadder, summarise } from './ladder.ts'

const cents = (value: number) => `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`
const histogram = fc
  .dictionary(fc.integer({ min: 1, max: 9_999 }).map(cents), fc.integer({ min: 0, max: 1_000_000 }), { minKeys: 1 })
  .map(map => ({ ...map }))

const ascending = (map: Readonly<Record<string, number>>) =>
  Object.entries(map).sort(([left], [right]) => compareAmounts(left, right))

/** The same ladder as a host writes it that counts "at this price or less". */
function cumulated(map: Readonly<Record<string, number>>): Record<string, number> {
  let sum = 0
  return Object.fromEntries(
    ascending(map).map(([price, stock]) => {
      sum += stock
      return [price, sum]
    }),
  )
}

describe('readLadder', () => {
  it('14 reads a histogram as it is: ascending, no stock lost, no empty step', () => {
    fc.assert(
      fc.property(histogram, map => {
        const tiers = readLadder(map, 'exact') ?? expect.fail('unreadable')
        expect(tiers.map(({ stock }) => stock)).toEqual(
          ascending(map)
            .map(([, stock]) => stock)
            .filter(stock => stock > 0),
        )
        expect(summarise(tiers)?.stock ?? 0).toBe(Object.values(map).reduce((sum, stock) => sum + stock, 0))
        tiers.slice(1).forEach(({ price }, index) => {
          expect(compareAmounts(tiers[index]?.price ?? '', price)).toBe(-1)
        })
      }),
    )
  })

  it('14 turns a cumulative ladder back into the histogram it came from', () => {
    fc.assert(
      fc.property(histogram, map => {
        expect(readLadder(cumulated(map), 'cumulative')).toEqual(readLadder(map, 'exact'))
      }),
    )
  })

  it('15 keeps the decimals of keys and sorts by value, not by spelling', () => {
    expect(readLadder({ '10': 1, '9.5': '2', '0.0415': 3 }, 'exact')).toEqual([
      { price: '0.0415', stock: 3 },
      { price: '9.5', stock: 2 },
      { price: '10', stock: 1 },
    ])
  })

  it('is unreadable where a figure is, or where a cumulative one falls', () => {
    expect(readLadder({ '0.1': 1, '0,2': 2 }, 'exact')).toBeNull()
    expect(readLadder({ '0.1': '12abc' }, 'exact')).toBeNull()
    expect(readLadder({ '0.1': 5, '0.2': 4 }, 'cumulative')).toBeNull()
    expect(readLadder({}, 'exact')).toEqual([])
    expect(summarise([])).toBeNull()
  })
})

describe('ladderKind', () => {
  it('is told by the total', () => {
    fc.assert(
      fc.property(histogram, map => {
        const total = Object.values(map).reduce((sum, stock) => sum + stock, 0)
        expect(ladderKind(cumulated(map), total)).toBe('cumulative')
        const steps = Object.values(map).filter(stock => stock > 0).length
        if (steps > 1) expect(ladderKind(map, total)).toBe('exact')
        expect(ladderKind(map, total + 1)).toBeNull()
      }),
    )
    expect(ladderKind({ '0.1': 'x' }, 1)).toBeNull()
  })
})

describe('isLadder', () => {
  it.each<[value: object, answer: boolean]>([
    [{ '8.5': 100, '9': 20 }, true],
    [{ '8.5': '100' }, true],
    [{ tg: 1 }, false],
    [{ '8.5': 100, cost: 1 }, false],
    [{ '187': { cost: 1 } }, false],
    [{ '-1': 1 }, false],
    [{}, false],
  ])('%j: %s', (value, answer) => {
    expect(isLadder(value)).toBe(answer)
  })
})
