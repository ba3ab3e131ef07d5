import { describe, expect, it } from 'vitest'
import { readCount, readFigures, readPrice } from './figures.ts'
import { noProblems } from './problems.ts'

describe('C03 readCount', () => {
  it.each<[figure: unknown, count: number]>([
    [0, 0],
    [12, 12],
    ['12', 12],
    ['0', 0],
    ['0012', 12],
    [3_000_000_000, 3_000_000_000],
    ['3000000000', 3_000_000_000],
  ])('takes %j', (figure, count) => {
    expect(readCount(figure)).toBe(count)
  })

  it.each([
    '12abc',
    '',
    '-5',
    '1.5',
    '1 200',
    ' 12',
    '1e3',
    '9'.repeat(16),
    -5,
    1.5,
    JSON.parse('1e400'),
    Number.NaN,
    2 ** 53,
    true,
    null,
    undefined,
    [],
    {},
  ])('refuses %j', figure => {
    expect(readCount(figure)).toBeUndefined()
  })
})

describe('C04 readPrice', () => {
  it.each<[figure: unknown, price: string]>([
    ['0.10', '0.1'],
    [0.1, '0.1'],
    ['0', '0'],
    [0, '0'],
    ['0.0000005', '0.000001'],
    ['0.0415', '0.0415'],
  ])('takes %j', (figure, price) => {
    expect(readPrice(figure)).toBe(price)
  })

  it.each([
    '1,20',
    '$1',
    '',
    '-1',
    '-0.1',
    '0.0000001',
    'NaN',
    '1e-9',
    -1,
    1e-9,
    Number.NaN,
    true,
    null,
    undefined,
    [],
    ['1'],
  ])('refuses %j', figure => {
    expect(readPrice(figure)).toBeNull()
  })
})

describe('readFigures', () => {
  const read = (line: Record<string, unknown>) => {
    const problems = noProblems()
    return [readFigures(line, problems), Object.entries(problems).filter(([, count]) => count > 0)]
  }

  it('reads a price under either name, and a stock that may be untold', () => {
    expect(read({ cost: '0.2500', count: 44432 })).toEqual([{ price: '0.25', stock: 44432 }, []])
    expect(read({ price: 1.85, count: '3', retail_price: 9 })).toEqual([{ price: '1.85', stock: 3 }, []])
    expect(read({ cost: null, price: 2 })).toEqual([{ price: '2', stock: null }, []])
    expect(read({ cost: 1, count: null })).toEqual([{ price: '1', stock: null }, []])
  })

  it('takes the lowest of several prices, in whatever order they come', () => {
    expect(read({ price: [0.3, '0.25', 10] })).toEqual([{ price: '0.25', stock: null }, []])
    expect(read({ price: ['$1', 0.3] })).toEqual([{ price: '0.3', stock: null }, []])
    expect(read({ price: [] })).toEqual([null, [['price', 1]]])
  })

  it('C03 C04 counts what it cannot read, and flags a price of zero', () => {
    expect(read({ cost: '$1', count: 1 })).toEqual([null, [['price', 1]]])
    expect(read({ count: 1 })).toEqual([null, [['price', 1]]])
    expect(read({ cost: 1, count: '12abc' })).toEqual([null, [['stock', 1]]])
    expect(read({ cost: '0', count: 1 })).toEqual([{ price: '0', stock: 1 }, [['zeroPrice', 1]]])
  })
})
