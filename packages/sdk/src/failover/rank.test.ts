import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Offer } from '../provider/catalog.ts'
import { offerOf } from './__fixtures__/member.ts'
import { type FailoverStrategy, rank, type Standing } from './rank.ts'
import { createConvert } from './rates.ts'

const NOTHING = { delivered: 0, total: 0 }
const STRATEGIES: readonly FailoverStrategy[] = ['order', 'cheapest', 'most-stock', 'success']
/** 1 EUR is 2 USD, 1 USD is 100 RUB; of XTS nobody knows. */
const IN_USD: Readonly<Record<string, string>> = { EUR: '2', RUB: '0.01' }
const convert = createConvert((from, to) => (to === 'USD' ? (IN_USD[from] ?? null) : null))

const standing = (
  member: string,
  offers: readonly Partial<Offer>[] | null,
  remembered = NOTHING,
): Standing<string> => ({
  member,
  offers: offers?.map(offer => offerOf(member, 'USD', offer)) ?? null,
  remembered,
})
const price = (amount: string, currency = 'USD') => ({ price: { amount, currency } })
const ranked = (strategy: FailoverStrategy, ...standings: Standing<string>[]) =>
  rank(strategy, standings, 'USD', convert).join('')

describe('rank', () => {
  it('order: as given', () => {
    expect(ranked('order', standing('b', [price('9')]), standing('a', [price('1')]))).toBe('ba')
  })

  it('cheapest: by the lowest price that is not sold out, over currencies; unread and unconvertible last, in order', () => {
    const soldOut = { ...price('0.01'), stock: 0 }
    expect(
      ranked(
        'cheapest',
        standing('x', [price('0.0001', 'XTS')]),
        standing('n', null),
        standing('a', [price('0.50'), soldOut]),
        standing('b', [price('0.20', 'EUR'), price('7')]),
        standing('c', [price('39', 'RUB')]),
        standing('o', [soldOut]),
      ),
    ).toBe('cbaxno')
  })

  it('most-stock: what is untold comes after what is told, what is unread last', () => {
    expect(
      ranked(
        'most-stock',
        standing('n', null),
        standing('u', [{ stock: null }]),
        standing('a', [{ stock: 3 }, { stock: null }]),
        standing('b', [{ stock: 2 }, { stock: 2 }]),
      ),
    ).toBe('baun')
  })

  it('success: what is remembered, smoothed; without memory what the provider tells; of the unknown one half', () => {
    expect(
      ranked(
        'success',
        standing('u', null),
        standing('l', [], { delivered: 0, total: 10 }),
        standing('t', [{ successRate: 0.6 }, { successRate: null }]),
        standing('m', [{ successRate: 0 }], { delivered: 9, total: 10 }),
        standing('v', [{ successRate: null }]),
      ),
    ).toBe('mtuvl')
  })

  const anyOffer = fc.record({
    price: fc.record({
      amount: fc.constantFrom('0', '0.01', '0.1', '1', '2', '100'),
      currency: fc.constantFrom('USD', 'EUR', 'RUB', 'XTS'),
    }),
    stock: fc.constantFrom(null, 0, 1, 5),
    successRate: fc.constantFrom(null, 0, 0.5, 1),
  })
  const count = fc.tuple(fc.nat(5), fc.nat(5)).map(([delivered, more]) => ({ delivered, total: delivered + more }))
  const pool = fc.array(fc.record({ offers: fc.option(fc.array(anyOffer, { maxLength: 3 })), remembered: count }), {
    minLength: 1,
    maxLength: 6,
  })
  const strategy = fc.constantFrom(...STRATEGIES)
  const standingsOf = (parts: readonly { offers: readonly Partial<Offer>[] | null; remembered: typeof NOTHING }[]) =>
    parts.map(({ offers, remembered }, index) => standing(String(index), offers, remembered))

  it('loses nobody and doubles nobody', () => {
    fc.assert(
      fc.property(strategy, pool, (by, parts) => {
        const order = rank(by, standingsOf(parts), 'USD', convert)
        expect([...order].sort()).toEqual(parts.map((_, index) => String(index)).sort())
      }),
    )
  })

  it('equals keep the order given, whatever else is there', () => {
    fc.assert(
      fc.property(strategy, pool, fc.nat(5), (by, parts, pick) => {
        const twin = parts[pick % parts.length]
        if (!twin) return
        const order = rank(by, standingsOf([...parts, twin]), 'USD', convert)
        expect(order.indexOf(String(parts.indexOf(twin)))).toBeLessThan(order.indexOf(String(parts.length)))
      }),
    )
  })

  it('the order of two does not depend on the others', () => {
    fc.assert(
      fc.property(strategy, pool, (by, parts) => {
        const all = standingsOf(parts)
        const order = rank(by, all, 'USD', convert)
        for (const [at, left] of all.entries())
          for (const right of all.slice(at + 1)) {
            const [first] = rank(by, [left, right], 'USD', convert)
            const isLeftFirst = order.indexOf(left.member) < order.indexOf(right.member)
            expect(isLeftFirst).toBe(first === left.member)
          }
      }),
    )
  })

  it('amounts of two currencies never meet raw: only what the rates make of them counts', () => {
    const offers = fc.array(anyOffer, { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(fc.array(offers, { minLength: 1, maxLength: 5 }), lists => {
        const foreign = lists.map((list, index) => standing(String(index), list))
        const inUsd = lists.map((list, index) =>
          standing(
            String(index),
            list.flatMap(offer => {
              const converted = convert(offer.price, 'USD', 'nearest')
              return converted ? [{ ...offer, price: converted }] : []
            }),
          ),
        )
        const never = createConvert(undefined)
        expect(rank('cheapest', foreign, 'USD', convert)).toEqual(rank('cheapest', inUsd, 'USD', never))
      }),
    )
  })
})
