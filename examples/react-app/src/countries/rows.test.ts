import { describe, expect, it } from 'vitest'
import { type CountryRow, countryRows, sortRows } from './rows.ts'

const sold = (iso: string, amount: string, stock: number | null = 5, successRate: number | null = null) => ({
  country: { iso, nativeId: iso, name: iso },
  price: { amount, currency: 'USD' },
  stock,
  successRate,
})
const naming = (names: Readonly<Record<string, string>> = {}) => ({
  index: new Map(Object.entries(names).map(([iso, name]) => [iso, { iso, nativeId: iso, name, successRate: 0.5 }])),
  nameOf: ({ name }: { readonly name: string }) => name,
})
const codes = (rows: readonly CountryRow[]) => rows.map(({ code }) => code)
const compare = (left: string, right: string) => left.localeCompare(right)

describe('countries', () => {
  it('have the name and the success that the list tells, else what came with the offer', () => {
    expect(
      countryRows([sold('GB', '0.2', 5, 0.9), sold('FR', '0.3', null, 0.8)], naming({ GB: 'Britain' })),
    ).toMatchObject([
      { code: 'GB', name: 'Britain', successRate: 0.5 },
      { code: 'FR', name: 'FR', successRate: 0.8 },
    ])
  })

  it('stand there once, with the cheapest that there is', () => {
    const rows = countryRows([sold('GB', '0.3'), sold('GB', '0.2'), sold('GB', '0.1', 0), sold('FR', '1', 0)], naming())
    expect(rows.map(({ code, price }) => [code, price.amount])).toEqual([
      ['GB', '0.2'],
      ['FR', '1'],
    ])
  })

  it.each([
    ['price', ['C', 'A', 'B', 'D']],
    ['stock', ['B', 'C', 'A', 'D']],
    ['success', ['A', 'C', 'B', 'D']],
  ] as const)('are sorted by %s: sold out ones last, what is not known behind', (order, expected) => {
    const rows = countryRows(
      [sold('D', '0.01', 0, 1), sold('B', '10', 70, null), sold('A', '9', null, 0.9), sold('C', '0.5', 7, 0.2)],
      naming(),
    )
    expect(codes(sortRows(rows, order, compare))).toEqual(expected)
  })

  it('are sorted by name where all else is equal', () => {
    const rows = countryRows([sold('FR', '1'), sold('DE', '1')], naming())
    expect(codes(sortRows(rows, 'price', compare))).toEqual(['DE', 'FR'])
  })
})
