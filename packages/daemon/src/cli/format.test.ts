import { expect, it } from 'vitest'
import { formatAge, formatCount, formatTable } from './format.ts'

it('formats counts', () => {
  expect([0, 999, 1000, 401_700].map(formatCount)).toEqual(['0', '999', '1,000', '401,700'])
})

it('formats ages', () => {
  const [minute, hour, day] = [60, 3600, 86_400]
  expect([0, 119, 2 * minute, 2 * hour - 1, 2 * hour, 2 * day - 1, 2 * day, 9 * day].map(formatAge)).toEqual([
    '0 s',
    '119 s',
    '2 min',
    '120 min',
    '2 h',
    '48 h',
    '2 days',
    '9 days',
  ])
})

it('formats rows as columns, numbers to the right', () => {
  const rows = [
    { name: 'a', price: '1.50', at: new Date(0), more: { x: [1] }, none: null },
    { name: 'long name', price: '22', at: new Date(0), more: {}, none: undefined },
  ]
  expect(formatTable(rows).split('\n')).toEqual([
    'name       price  at                        more       none',
    '---------  -----  ------------------------  ---------  ----',
    'a           1.50  1970-01-01T00:00:00.000Z  {"x":[1]}',
    'long name     22  1970-01-01T00:00:00.000Z  {}',
  ])
  expect(formatTable([])).toBe('(no rows)')
})

it('cuts what is too wide, and lets nothing steer the terminal', () => {
  const [, , cut, hostile] = formatTable([{ x: 'y'.repeat(100) }, { x: '\u001b]0;title\u0007\u202e\r\n' }]).split('\n')
  expect(cut).toBe(`${'y'.repeat(79)}…`)
  expect(hostile).toBe('�]0;title����')
})
