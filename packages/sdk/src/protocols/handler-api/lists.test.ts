import { describe, expect, it } from 'vitest'
import { noProblems } from '../../catalog/problems.ts'
import { readCountries, readNumbersStatus, readOperators, readServices } from './lists.ts'

function counting<T>(read: (problems: ReturnType<typeof noProblems>) => T) {
  const problems = noProblems()
  const value = read(problems)
  return [value, Object.fromEntries(Object.entries(problems).filter(([, count]) => count > 0))]
}

const countries = (value: unknown) => counting(problems => readCountries(value, problems))
const services = (value: unknown) => counting(problems => readServices(value, problems))
const numbers = (value: unknown) => counting(problems => readNumbersStatus(value, problems))

describe('readCountries', () => {
  const row = { id: 6, rus: 'Индонезия', eng: 'Indonesia', chn: '印度尼西亚', visible: 1 }
  const indonesia = { id: '6', name: 'Indonesia' }

  it.each<[shape: string, value: unknown]>([
    ['A, a map by id', { '6': row }],
    ['B, an array', [row]],
    ['C, a map with ids as strings', { '6': { ...row, id: '6' } }],
    ['D, wrapped', { status: 'success', countries: { '6': row } }],
    ['D, an array wrapped', { countries: [row] }],
    ['8, a list with keys', { countries: { '0': row } }],
  ])('reads shape %s', (_, value) => {
    expect(countries(value)).toEqual([[indonesia], {}])
  })

  it('C05 takes 0 and leaves out what has no id', () => {
    expect(
      countries({
        '0': { id: 0, eng: 'Russia' },
        '': { id: null, eng: 'Faroe Islands' },
        x: { id: '' },
        y: {},
        z: null,
      }),
    ).toEqual([[{ id: '0', name: 'Russia' }], { id: 4 }])
  })

  it('C12 of a doubled id the last row wins, and it is counted', () => {
    expect(countries([row, { id: '6', eng: 'Other' }, { id: 7, eng: 'x' }])).toEqual([
      [
        { id: '6', name: 'Other' },
        { id: '7', name: 'x' },
      ],
      { duplicate: 1 },
    ])
  })

  it('cleans names, and takes the id where there is none', () => {
    expect(countries([{ id: 1, eng: ' In\u0000do ' }, { id: 2, eng: '' }, { id: 3 }, { id: 4, eng: 5 }])[0]).toEqual([
      { id: '1', name: 'Indo' },
      { id: '2', name: '2' },
      { id: '3', name: '3' },
      { id: '4', name: '4' },
    ])
  })

  it.each([null, 'text', 5, true])('%j is no list', value => {
    expect(countries(value)).toEqual([null, {}])
  })
})

describe('readServices', () => {
  const telegram = { id: 'tg', name: 'Telegram' }

  it.each<[shape: string, value: unknown]>([
    ['wrapped', { status: 'success', services: [{ code: 'tg', name: 'Telegram' }] }],
    [
      'as it comes from one host, with more fields',
      { status: 'success', services: [{ code: 'tg', name: 'Telegram', count: 5, price: 1 }] },
    ],
    ['with keys', { status: 'success', services: { '0': { code: 'tg', name: 'Telegram' } } }],
    ['bare', [{ code: 'tg', name: 'Telegram', f: 0 }]],
    ['flat', { tg: 'Telegram' }],
    ['flat and wrapped', { status: 'success', services: { tg: 'Telegram' } }],
  ])('reads a list %s', (_, value) => {
    expect(services(value)).toEqual([[telegram], {}])
  })

  it('C01 an envelope without a list is no list of one service called "status"', () => {
    expect(services({ status: 'success' })).toEqual([[], { id: 1 }])
    expect(services({ status: 'success', message: 'x' })).toEqual([[], { id: 2 }])
    expect(services({ status: 'success', services: null })).toEqual([[], { id: 2 }])
  })

  it('C03 one bad row leaves its neighbours', () => {
    expect(services([{ code: 'tg', name: 'Telegram' }, 5, null, { name: 'x' }, { code: 'a b' }])).toEqual([
      [telegram],
      { id: 4 },
    ])
    expect(services({ tg: 'Telegram', wa: 5 })).toEqual([[], { id: 2 }])
  })

  it('C07 codes such as __proto__ are data', () => {
    expect(services([{ code: '__proto__', name: 'Proto' }, { code: 'constructor' }])).toEqual([
      [
        { id: '__proto__', name: 'Proto' },
        { id: 'constructor', name: 'constructor' },
      ],
      {},
    ])
  })

  it('C12 counts doubled codes and codes that differ by case', () => {
    const [rows, problems] = services([
      { code: 'full', name: 'Full Rent' },
      { code: 'full', name: 'Full rent' },
      { code: 'FULL', name: 'x' },
      { code: 'TG' },
    ])
    expect(rows).toEqual([
      { id: 'full', name: 'Full rent' },
      { id: 'FULL', name: 'x' },
      { id: 'TG', name: 'TG' },
    ])
    expect(problems).toEqual({ duplicate: 1, caseVariant: 1 })
  })
})

describe('readOperators', () => {
  it('reads names by country and leaves "any" out', () => {
    expect(
      readOperators({
        status: 'success',
        countryOperators: { '175': ['optus', 'any', 'at_t'], '6': { '0': 'axis' }, '7': [] },
      }),
    ).toEqual(
      new Map([
        ['175', ['optus', 'at_t']],
        ['6', ['axis']],
        ['7', []],
      ]),
    )
  })

  it('takes [] for none, and anything else for no list', () => {
    expect(readOperators({ countryOperators: [] })).toEqual(new Map())
    for (const value of [{}, [], { countryOperators: null }, { countryOperators: ['x'] }, null])
      expect(readOperators(value)).toBeNull()
  })

  it('leaves out what is no name', () => {
    expect(readOperators({ countryOperators: { '6': ['axis', '', null, 'a b', {}], '7': 'axis', '8': null } })).toEqual(
      new Map([
        ['6', ['axis']],
        ['7', []],
        ['8', []],
      ]),
    )
  })
})

describe('readNumbersStatus', () => {
  it('splits the suffix off at the last underscore and keeps _0 and _1 apart', () => {
    expect(numbers({ wa: 90, vk_0: '76', vk_1: 5, my_svc_187: 3, av_2: { cost: 14, count: 50 } })).toEqual([
      [
        { service: 'wa', suffix: null, stock: 90 },
        { service: 'vk', suffix: '0', stock: 76 },
        { service: 'vk', suffix: '1', stock: 5 },
        { service: 'my_svc', suffix: '187', stock: 3 },
        { service: 'av', suffix: '2', stock: 50 },
      ],
      {},
    ])
  })

  it('C03 leaves out what is no count', () => {
    expect(numbers({ wa: '12abc', tg: 1, _0: 5, vk: null })).toEqual([
      [{ service: 'tg', suffix: null, stock: 1 }],
      { stock: 2, id: 1 },
    ])
  })

  it('takes {} and [] for nothing', () => {
    expect(numbers({})).toEqual([[], {}])
    expect(numbers([])).toEqual([[], {}])
    expect(numbers([1])).toEqual([null, {}])
    expect(numbers('x')).toEqual([null, {}])
  })
})
