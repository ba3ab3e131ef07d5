import { describe, expect, it } from 'vitest'
import { noProblems } from '../../catalog/problems.ts'
import { readPricesV2, readPricesV3, readTopCountries } from './ladders.ts'

function counting<T>(read: (problems: ReturnType<typeof noProblems>) => T) {
  const problems = noProblems()
  const value = read(problems)
  return [value, Object.fromEntries(Object.entries(problems).filter(([, count]) => count > 0))]
}

const v2 = (value: unknown, kind: 'exact' | 'cumulative' = 'exact') =>
  counting(problems => readPricesV2(value, kind, problems))
const v3 = (value: unknown) => counting(problems => readPricesV3(value, problems))
const top = (value: unknown, service?: string) => counting(problems => readTopCountries(value, service, problems))

const place = { country: '187', service: 'tg', supplier: null }

describe('readPricesV2', () => {
  it('14 reads the histogram of SMSBower', () => {
    expect(v2({ '187': { tg: { '0.683': 22, '0.697': 157, '0.7': 0 } } })).toEqual([
      [
        {
          ...place,
          price: '0.683',
          stock: 179,
          tiers: [
            { price: '0.683', stock: 22 },
            { price: '0.697', stock: 157 },
          ],
        },
      ],
      {},
    ])
  })

  it('14 reads the cumulative ladder of Tiger SMS', () => {
    const cell = { prices: { '0.25': 10, '0.30': 44432 }, has_multi: { '0.25': true }, saleAveragePrice: 0.26 }
    expect(v2({ '187': { tg: cell } }, 'cumulative')).toEqual([
      [
        {
          ...place,
          price: '0.25',
          stock: 44432,
          tiers: [
            { price: '0.25', stock: 10 },
            { price: '0.3', stock: 44422 },
          ],
        },
      ],
      {},
    ])
  })

  it('reads the flat cell of GrizzlySMS', () => {
    expect(v2({ '187': { tg: { cost: '0.5', count: 3 } } })).toEqual([
      [{ ...place, price: '0.5', stock: 3, tiers: null }],
      {},
    ])
  })

  it('8 takes [] for an empty map at every level', () => {
    for (const value of [[], { '187': [] }, { '187': { tg: [] } }, { '187': { tg: { prices: [] } } }])
      expect(v2(value)).toEqual([[], {}])
  })

  it('C03 C05 counts what it leaves out and keeps the neighbours', () => {
    const good = { '0.1': 1 }
    const [rows, problems] = v2({
      '187': { tg: good, wa: 5, vk: { '0.1': 'x' }, 'a b': good, go: null },
      '': { tg: good },
      us: { tg: good },
      '6': 'x',
    })
    expect(rows).toMatchObject([{ ...place, price: '0.1' }])
    expect(problems).toEqual({ id: 6, price: 1 })
  })

  it.each([null, 'x', 5, [1]])('%j is no table', value => {
    expect(v2(value)).toEqual([null, {}])
  })
})

describe('readPricesV3', () => {
  it('reads a row per supplier of SMSBower', () => {
    expect(
      v3({
        '187': { tg: { '2263': { count: 98, price: 2.592, provider_id: 2263 }, '9': { count: '1', price: '1.0590' } } },
      }),
    ).toEqual([
      [
        { ...place, supplier: '9', price: '1.059', stock: 1, tiers: null },
        { ...place, supplier: '2263', price: '2.592', stock: 98, tiers: null },
      ],
      {},
    ])
  })

  it('reads pool and suppliers of Tiger SMS, each supplier at its lowest price', () => {
    const cell = {
      price: 0.25,
      count: 44432,
      currency: 840,
      providers: { '14': { count: 98, price: [0.3, 0.25], provider_id: 14 } },
    }
    expect(v3({ '187': { tg: cell } })).toEqual([
      [
        { ...place, price: '0.25', stock: 44432, tiers: null },
        { ...place, supplier: '14', price: '0.25', stock: 98, tiers: null },
      ],
      {},
    ])
    expect(v3({ '187': { tg: { price: 1, count: 1, providers: [] } } })[0]).toHaveLength(1)
    expect(v3({ '187': { tg: { price: 1, count: 1 } } })[0]).toHaveLength(1)
  })

  it('C03 C04 leaves out suppliers it cannot read', () => {
    const line = { price: 1, count: 1 }
    expect(
      v3({
        '187': { tg: { '1': line, '2': 5, '': line, '3': { price: '$1', count: 1 }, '4': { price: 1, count: -1 } } },
      }),
    ).toEqual([[{ ...place, supplier: '1', price: '1', stock: 1, tiers: null }], { id: 2, price: 1, stock: 1 }])
  })
})

describe('readTopCountries', () => {
  const row = { country: 187, count: 43575, price: 15.0, retail_price: 30 }
  const read = { ...place, price: '15', stock: 43575, tiers: null }

  it('reads a list by rank in all its forms', () => {
    expect(top({ '0': row, '1': { ...row, country: '6' } }, 'tg')).toEqual([[read, { ...read, country: '6' }], {}])
    expect(top([row], 'tg')).toEqual([[read], {}])
    expect(top({ tg: { '0': row } })).toEqual([[read], {}])
    expect(top([{ tg: [row] }, { wa: [row] }])).toEqual([[read, { ...read, service: 'wa' }], {}])
    expect(top([], 'tg')).toEqual([[], {}])
  })

  it('14 tells the kind of a ladder from the total', () => {
    const tiers = [
      { price: '0.2353', stock: 4 },
      { price: '2.9471', stock: 6 },
    ]
    expect(top([{ ...row, count: 10, freePriceMap: { '0.2353': 4, '2.9471': 10 } }], 'tg')[0]).toMatchObject([
      { tiers },
    ])
    expect(top([{ ...row, count: 10, freePriceMap: { '0.2353': 4, '2.9471': 6 } }], 'tg')[0]).toMatchObject([{ tiers }])
    expect(top([{ ...row, count: 11, freePriceMap: { '0.2353': 4, '2.9471': 6 } }], 'tg')[0]).toMatchObject([
      { tiers: null },
    ])
  })

  it('C03 C05 C07 counts rows without a country, and takes any code for a service', () => {
    expect(top([row, null, { ...row, country: null }, 'x'], 'tg')).toEqual([[read], { id: 3 }])
    expect(top(JSON.parse('[{"__proto__":[{"country":187,"count":1,"price":1}]}]'))[0]).toMatchObject([
      { service: '__proto__' },
    ])
    // Slugs of countries above suppliers, as SMSBower sends it, name no country id.
    expect(top({ 'united-states': { '14': { price: 1, count: 1 } } }, 'tg')).toEqual([[], { id: 1 }])
  })

  it.each([null, 'x', ['tg'], 5])('%j is no list', value => {
    expect(top(value)).toEqual([null, {}])
  })
})
