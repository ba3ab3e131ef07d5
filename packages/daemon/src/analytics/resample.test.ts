import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantsOf, type Line, type LineChange, type LineState, resample } from './resample.ts'

const state = fc.record({
  price: fc.bigInt({ min: 0n, max: 10n }),
  stock: fc.option(fc.integer({ min: 0, max: 5 })),
})

/** What really was: states, each from an instant on; the first one from for ever. */
const story = fc.record({
  first: fc.option(state),
  later: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.option(state)), {
    selector: ([at]) => at,
    maxLength: 8,
  }),
})
type Story = { readonly first: LineState | null; readonly later: readonly (readonly [number, LineState | null])[] }

const inOrder = ({ later }: Story) => [...later].sort(([left], [right]) => left - right)
const truth = (told: Story, at: number) => inOrder(told).findLast(([since]) => since <= at)?.[1]
const stateAt = (told: Story, at: number): LineState | null => {
  const found = truth(told, at)
  return found === undefined ? told.first : found
}

/** What the tables hold of it: changes from `from` on, of those after `to` the first one. */
function tablesOf(told: Story, from: number, to: number): Line {
  const all = inOrder(told).map(([at, after], index, states): LineChange => {
    const before = index === 0 ? told.first : (states[index - 1]?.[1] ?? null)
    return { at, before, after }
  })
  const after = all.find(({ at }) => at > to)
  const within = all.filter(({ at }) => at >= from && at <= to)
  return { current: stateAt(told, 1_000), changes: [...(after ? [after] : []), ...within] }
}

const span = fc.record({
  from: fc.integer({ min: 0, max: 100 }),
  size: fc.integer({ min: 0, max: 60 }),
  step: fc.integer({ min: 1, max: 30 }),
})

describe('how offers stood', () => {
  it('is what really was, at every instant', () => {
    fc.assert(
      fc.property(fc.array(story, { maxLength: 4 }), span, (stories, { from, size, step }) => {
        const instants = instantsOf({ from, to: from + size, step })
        const samples = resample(
          stories.map(told => tablesOf(told, from, from + size)),
          instants,
        )
        expect(samples.map(({ at }) => at)).toEqual(instants)
        for (const { at, price, stock, offers } of samples) {
          const sold = stories.map(told => stateAt(told, at)).filter(one => one !== null)
          const prices = sold
            .filter(one => one.stock !== 0)
            .map(one => one.price)
            .sort((left, right) => (left < right ? -1 : 1))
          const told = sold.map(one => one.stock).filter(count => count !== null)
          expect(offers).toBe(sold.length)
          expect(price).toBe(prices[0] ?? null)
          const sum = told.reduce((total, count) => total + count, 0)
          expect(stock).toBe(sold.length > 0 && told.length === 0 ? null : sum)
        }
      }),
    )
  })

  it('a finer step tells the same at the instants that both have', () => {
    fc.assert(
      fc.property(story, span, (told, { from, size, step }) => {
        const line = [tablesOf(told, from, from + size)]
        const coarse = resample(line, instantsOf({ from, to: from + size, step: step * 3 }))
        const fine = new Map(resample(line, instantsOf({ from, to: from + size, step })).map(one => [one.at, one]))
        for (const sample of coarse) expect(fine.get(sample.at)).toEqual(sample)
      }),
    )
  })

  const at = (price: bigint, stock: number | null = 1): LineState => ({ price, stock })
  const pricesOf = (line: Line) => resample([line], [0, 10, 20, 30]).map(({ price }) => price)

  it('an offer that never changed is as it is now', () => {
    expect(pricesOf({ current: at(5n), changes: [] })).toEqual([5n, 5n, 5n, 5n])
  })

  it('holds over a time in which nobody looked', () => {
    expect(pricesOf({ current: at(7n), changes: [{ at: 10, before: at(5n), after: at(7n) }] })).toEqual([
      5n,
      7n,
      7n,
      7n,
    ])
  })

  it('what is gone has no price, and has one again when it returns', () => {
    const changes = [
      { at: 5, before: at(5n), after: null },
      { at: 20, before: null, after: at(6n) },
    ]
    expect(pricesOf({ current: at(6n), changes })).toEqual([5n, null, 6n, 6n])
  })

  it('what is new was not there before', () => {
    expect(pricesOf({ current: at(5n), changes: [{ at: 15, before: null, after: at(5n) }] })).toEqual([
      null,
      null,
      5n,
      5n,
    ])
  })

  it('what is sold out counts, and has no price', () => {
    expect(resample([{ current: at(5n, 0), changes: [] }], [0])).toEqual([{ at: 0, price: null, stock: 0, offers: 1 }])
  })

  it('untold stock is not 0', () => {
    expect(resample([{ current: at(5n, null), changes: [] }], [0])).toEqual([
      { at: 0, price: 5n, stock: null, offers: 1 },
    ])
  })
})
