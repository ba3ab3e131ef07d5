import { compareMoney } from '@onesms/sdk'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cross, priceBack, type Seen, stockBack } from './cross.ts'
import { keyOf, type Watch } from './watch.ts'

const about = { service: 'telegram', country: 'GB', provider: null } as const
const stockAt = (below: number): Watch => ({ ...about, kind: 'stock', below })
const usd = (micro: number) => ({ amount: (micro / 1e6).toFixed(6), currency: 'USD' })
const priceAt = (micro: number): Watch => ({ ...about, kind: 'price', above: usd(micro) })

const stock = fc.nat(200)
const seenStock = fc.record({ stock: fc.option(stock), price: fc.constant(null) })
const micros = fc.integer({ min: 1, max: 5_000_000 })
const seenPrice = fc.record({ stock: fc.constant(null), price: fc.option(micros.map(usd)) })
const watched = fc.oneof(
  fc.record({ watch: fc.integer({ min: 1, max: 200 }).map(stockAt), looks: fc.array(seenStock) }),
  fc.record({ watch: micros.map(priceAt), looks: fc.array(seenPrice) }),
)

/** What is told over a series of looks, and where the watch stands after each. */
function run(watch: Watch, looks: readonly Seen[]) {
  let isBeyond: boolean | null = null
  return looks.map(seen => {
    const crossed = cross(watch, isBeyond, seen)
    isBeyond = crossed?.isBeyond ?? isBeyond
    return { seen, isBeyond, told: crossed?.told ?? null }
  })
}

describe('a line', () => {
  it('is told when it is crossed and when that is over, in turn, beginning with the crossing', () => {
    fc.assert(
      fc.property(watched, ({ watch, looks }) => {
        const [out, back] = watch.kind === 'stock' ? ['stock.below', 'stock.above'] : ['price.above', 'price.below']
        const told = run(watch, looks).flatMap(step => step.told ?? [])
        expect(told).toEqual(told.map((_, index) => (index % 2 === 0 ? out : back)))
      }),
    )
  })

  it('is known to be crossed whenever what is seen is beyond it, and to be back whenever it is clearly back', () => {
    fc.assert(
      fc.property(watched, ({ watch, looks }) => {
        for (const { seen, isBeyond } of run(watch, looks)) {
          if (watch.kind === 'stock' && seen.stock !== null) {
            if (seen.stock < watch.below) expect(isBeyond).toBe(true)
            if (seen.stock >= stockBack(watch.below)) expect(isBeyond).toBe(false)
          }
          if (watch.kind === 'price' && seen.price !== null) {
            if (compareMoney(seen.price, watch.above) > 0) expect(isBeyond).toBe(true)
            if (compareMoney(seen.price, priceBack(watch.above)) <= 0) expect(isBeyond).toBe(false)
          }
        }
      }),
    )
  })

  it('is told once however often what is seen goes to and fro at it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 1_000 }), fc.array(fc.boolean(), { minLength: 1 }), (below, sides) => {
        const looks = sides.map(isIn => ({ stock: isIn ? below : below - 1, price: null }))
        expect(run(stockAt(below), looks).filter(({ told }) => told).length).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('stays where it is while nothing is to be seen', () => {
    fc.assert(
      fc.property(watched, fc.option(fc.boolean()), ({ watch }, wasBeyond) => {
        expect(cross(watch, wasBeyond, { stock: null, price: null })).toBeNull()
      }),
    )
  })

  it('is back below what it is, and never above', () => {
    fc.assert(
      fc.property(micros, micro => {
        expect(compareMoney(priceBack(usd(micro)), usd(micro))).toBeLessThanOrEqual(0)
      }),
    )
    expect(priceBack({ amount: '1', currency: 'USD' }).amount).toBe('0.950000')
    expect(priceBack({ amount: '0.5', currency: 'USD' }).amount).toBe('0.475000')
    expect(stockBack(1)).toBe(2)
  })

  it('is another one where anything of it differs', () => {
    expect(new Set([stockAt(1), stockAt(2), priceAt(1), { ...stockAt(1), provider: 'a' }].map(keyOf)).size).toBe(4)
  })
})
