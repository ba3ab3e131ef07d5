import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OfferState, OfferStep } from '../../db/store/read/admin/prices.ts'
import { priceSeries } from './price-series.ts'

interface Standing {
  readonly price: number
  readonly stock: number
  readonly isOffered: boolean
}
const standing = fc.record({
  price: fc.integer({ min: 1, max: 50 }),
  stock: fc.integer({ min: 0, max: 9 }),
  isOffered: fc.boolean(),
})
/** Of up to four offers: how they stood, one standing after the other. */
const histories = fc.array(fc.array(standing, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 })

const lowest = (all: readonly Standing[]) => {
  const open = all.filter(({ isOffered, stock }) => isOffered && stock > 0).map(({ price }) => price)
  return open.length > 0 ? Math.min(...open) : null
}
const total = (all: readonly Standing[]) => all.reduce((sum, { isOffered, stock }) => sum + (isOffered ? stock : 0), 0)

/** What the table of changes tells of a step from one standing to the next; nothing where neither is seen. */
function stepOf(offer: string, before: Standing, after: Standing, at: number): OfferStep | null {
  if (!before.isOffered && !after.isOffered) return null
  const change = !after.isOffered ? 'gone' : before.isOffered ? 'changed' : 'returned'
  return { offer, provider: 'alpha', at: new Date(at), change, oldPrice: String(before.price), oldStock: before.stock }
}

describe('how price and stock moved', () => {
  it('is what it was, at every instant', () => {
    fc.assert(
      fc.property(histories, given => {
        const held = given.map(([first]) => first as Standing)
        const steps: OfferStep[] = []
        const truth = new Map<number, { price: number | null; stock: number }>()
        let at = 1_000
        truth.set(at, { price: lowest(held), stock: total(held) })
        for (let round = 1; round < 6; round += 1) {
          for (const [index, history] of given.entries()) {
            const [before, next] = [held[index], history[round]]
            if (!before || !next) continue
            const step = stepOf(`o${index}`, before, next, at + 1_000)
            // What is not offered keeps the price it had.
            held[index] = next.isOffered ? next : { ...before, isOffered: false }
            if (!step) continue
            at += 1_000
            steps.push(step)
            truth.set(at, { price: lowest(held), stock: total(held) })
          }
        }
        const offers: OfferState[] = held.map(({ price, stock, isOffered }, index) => ({
          ...{ offer: `o${index}`, provider: 'alpha', currency: 'USD', available: isOffered },
          ...{ price: String(price), stock },
        }))
        const now = new Date(at + 1_000)
        const [series] = priceSeries({ now, offers, steps: steps.reverse() })
        for (const [instant, { price, stock }] of truth) {
          expect(valueAt(series?.price ?? [], instant)).toBe(price)
          expect(valueAt(series?.stock ?? [], instant)).toBe(stock)
        }
      }),
    )
  })
})

/** What held from this instant on: the last point of it; before the first point, what the first says. */
function valueAt(points: readonly { readonly at: number; readonly value: number | null }[], instant: number) {
  const before = points.filter(({ at }) => at <= instant)
  return (before.at(-1) ?? points[0])?.value
}
