import { expect, it } from 'vitest'
import { isKnown } from './body.ts'

it.each([
  ['"a"', true],
  ['W/"a"', true],
  ['*', true],
  ['"b", "a"', true],
  ['"b" ,W/"a"', true],
  ['"b"', false],
  ['a', false],
  ['"A"', false],
  ['W/"b"', false],
  ['', false],
  ['"aa"', false],
])('If-None-Match: %s', (header, expected) => {
  expect(isKnown(header, '"a"')).toBe(expected)
})
