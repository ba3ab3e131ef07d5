import { describe, expect, it } from 'vitest'
import { noProblems } from '../../catalog/problems.ts'
import type { PriceFilter } from './price-row.ts'
import { detectNesting, readPrices } from './prices.ts'

type Row = readonly [country: string, service: string, price: string, stock: number | null]

/** Rows, countries that were answered, and the problems that occurred. */
function read(value: unknown, filter: PriceFilter = {}) {
  const problems = noProblems()
  const rows: Row[] = []
  const tiers: unknown[] = []
  const opened = new Set<string>()
  const isTable = readPrices(value, {
    filter,
    problems,
    sink: {
      open: country => opened.add(country),
      row: (country, service, price, stock, ladder) => {
        rows.push([country, service, price, stock])
        if (ladder) tiers.push(ladder)
      },
    },
  })
  return {
    isTable,
    rows,
    tiers,
    opened: [...opened],
    problems: Object.fromEntries(Object.entries(problems).filter(([, count]) => count > 0)),
  }
}

const table = (...rows: readonly Row[]) => ({ isTable: true, rows, problems: {} })

describe('shapes', () => {
  it('P1 country, service, numbers', () => {
    expect(
      read({ '6': { tg: { cost: 0.5, count: 10, physicalCount: 7 }, wa: { cost: 1, count: 0, physicalCount: null } } }),
    ).toMatchObject(table(['6', 'tg', '0.5', 10], ['6', 'wa', '1', 0]))
  })

  it('P2 the same with strings', () => {
    expect(read({ '187': { tg: { cost: '0.2500', count: '44432' } } })).toMatchObject(
      table(['187', 'tg', '0.25', 44432]),
    )
  })

  it('P3 with a country that has no id', () => {
    const { rows, problems, opened } = read({
      '187': { tg: { cost: 0.25, count: 28 } },
      '': { tg: { cost: 0.5, count: 3 } },
    })
    expect(rows).toEqual([['187', 'tg', '0.25', 28]])
    expect([problems, opened]).toEqual([{ id: 1 }, ['187']])
  })

  it('P4 a ladder at the end', () => {
    const ladder = read({ '0': { tg: { '9': 20, '8.5': 100 } } })
    expect(ladder).toMatchObject(table(['0', 'tg', '8.5', 120]))
    expect(ladder.tiers).toEqual([
      [
        { price: '8.5', stock: 100 },
        { price: '9', stock: 20 },
      ],
    ])
    expect(read({ '0': { tg: { '9': 'many' } } })).toMatchObject({ rows: [], problems: { price: 1 } })
  })

  it('P4 P8 a ladder right under the country, where the request named the service', () => {
    expect(read({ '0': { '8.5': 100 } }, { service: 'tg' })).toMatchObject(table(['0', 'tg', '8.5', 100]))
  })

  it('P5 service first, a bare price at the end', () => {
    expect(read({ tg: { '186': 0.22, '187': '0.3' } })).toMatchObject(
      table(['186', 'tg', '0.22', null], ['187', 'tg', '0.3', null]),
    )
  })

  it('P6 C06 service first', () => {
    expect(read({ tg: { '6': { cost: 0.2, count: 10 } }, wa: { '6': { price: 1.85, count: 1 } } })).toMatchObject(
      table(['6', 'tg', '0.2', 10], ['6', 'wa', '1.85', 1]),
    )
  })

  it('P7 an array without countries', () => {
    const value = [{ baa: { cost: 0.08, count: 25370, physicalCount: 14528 } }, { tg: { cost: 1, count: 2 } }]
    expect(read(value, { country: '6' })).toMatchObject(table(['6', 'baa', '0.08', 25370], ['6', 'tg', '1', 2]))
    expect(read(value)).toMatchObject({ rows: [], problems: { id: 2 } })
    expect(read({ '6': value })).toMatchObject(table(['6', 'baa', '0.08', 25370], ['6', 'tg', '1', 2]))
  })

  it('P6 P7 service first without countries', () => {
    expect(read({ tg: { cost: 0.2, count: 10 } }, { country: '6' })).toMatchObject(table(['6', 'tg', '0.2', 10]))
    expect(read({ tg: { cost: 0.2, count: 10 } })).toMatchObject({ rows: [], problems: { id: 1 } })
  })

  it('P8 country without a service', () => {
    expect(read({ '187': { cost: '0.50', count: 100 } }, { service: 'tg' })).toMatchObject(
      table(['187', 'tg', '0.5', 100]),
    )
    expect(read({ '187': { cost: '0.50', count: 100 } })).toMatchObject({ rows: [], problems: { id: 1 } })
  })

  it('P9 nothing matches', () => {
    expect(read({})).toMatchObject(table())
    expect(read([])).toMatchObject(table())
    expect(read({ '6': [] })).toMatchObject({ ...table(), opened: ['6'] })
    expect(read({ '6': {} })).toMatchObject({ ...table(), opened: ['6'] })
    expect(read({ '6': { tg: [] } })).toMatchObject(table())
    expect(read({ tg: [] })).toMatchObject(table())
    expect(read({ tg: { '6': [] } })).toMatchObject({ ...table(), opened: ['6'] })
  })

  it.each([
    null,
    false,
    5,
    'text',
    [1],
    [[]],
    { status: 'success' },
    { code: 500, msg: 'failed' },
    { info: null },
    { '6': 'oops' },
    { data: { '6': {} }, success: true },
    { message: 'text' },
  ])('C06 %j is no table', value => {
    expect(read(value)).toMatchObject({ rows: [] })
    expect(read(value).isTable && Object.keys(read(value).problems).length === 0).toBe(false)
  })

  it('C06 the first key that is a country or a service decides', () => {
    expect(detectNesting(['bybit', 'tg', '6'])).toBe('service-first')
    expect(detectNesting(['', '6', 'tg'])).toBe('country-first')
    expect(detectNesting(['__proto__', 'a', 'x_1'])).toBeNull()
  })
})

describe('rows', () => {
  const row = (price: unknown, count: unknown) => ({ cost: price, count })

  it('C03 C04 leaves out what cannot be read and keeps the neighbours', () => {
    const { rows, problems } = read({
      '6': {
        a1: row('1,20', 1),
        tg: row(1, 2),
        b1: row(1, '12abc'),
        wa: row('0', 3),
        c1: 'free',
        d1: null,
        e1: { count: 1 },
      },
      '7': 'sold out',
      '8': { tg: row(4, 5) },
    })
    expect(rows).toEqual([
      ['6', 'tg', '1', 2],
      ['6', 'wa', '0', 3],
      ['8', 'tg', '4', 5],
    ])
    expect(problems).toEqual({ price: 4, stock: 1, id: 1, zeroPrice: 1 })
  })

  it('C05 country 0 is a country; "", null and words are not', () => {
    const { rows, problems } = read({
      '0': { tg: row(1, 1) },
      '': { tg: row(1, 1) },
      null: { tg: row(1, 1) },
      '-1': { tg: row(1, 1) },
    })
    expect([rows, problems]).toEqual([[['0', 'tg', '1', 1]], { id: 3 }])
    expect(read({ tg: { '0': 1, '': 1, null: 1 } })).toMatchObject({
      rows: [['0', 'tg', '1', null]],
      problems: { id: 2 },
    })
  })

  it('C07 codes such as __proto__ are data', () => {
    const { rows } = read(
      JSON.parse(
        '{"6":{"__proto__":{"cost":1,"count":1},"constructor":{"cost":2,"count":2},"toString":{"cost":3,"count":3}}}',
      ),
    )
    expect(rows).toEqual([
      ['6', '__proto__', '1', 1],
      ['6', 'constructor', '2', 2],
      ['6', 'toString', '3', 3],
    ])
    expect({}).not.toHaveProperty('cost')
  })

  it('C09 extra fields and longer codes pass through', () => {
    expect(read({ '6': { bybit: { ...row(1, 1), new: [] }, x_1: row(2, 2) } })).toMatchObject(
      table(['6', 'bybit', '1', 1], ['6', 'x_1', '2', 2]),
    )
  })

  it('C12 of a key given twice the last wins; codes that differ by case are counted and kept apart', () => {
    expect(read(JSON.parse('{"6":{"tg":{"cost":1,"count":1},"tg":{"cost":2,"count":2}}}'))).toMatchObject(
      table(['6', 'tg', '2', 2]),
    )
    const { rows, problems } = read({ '6': { tg: row(1, 1), TG: row(2, 2), Tg: row(3, 3), WA: row(4, 4) } })
    expect(rows).toHaveLength(4)
    expect(problems).toEqual({ caseVariant: 2 })
  })
})
