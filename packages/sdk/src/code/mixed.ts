import type { Mark } from './mark.ts'
import { isDigit, isJoinedLetter } from './signs.ts'

const TYPED =
  /^(?:[\dA-Z]{5,8}|[\dA-Z]{3}(?:-[\dA-Z]{3}){1,2}|[\dA-Z]{4}(?:-[\dA-Z]{4}){1,2}|[\dA-Z]{5}(?:-[\dA-Z]{5}){1,2})$/
const BEFORE_NO_CODE = '+/@_'

/**
 * Reads letters and digits in one from `start`: a code only in capitals, at a length people are asked to type. Adds it to `marks`,
 * and gives where it ended.
 */
export function readMixed(text: string, start: number, marks: Mark[]): number {
  let end = start
  while (isPart(text, end) || (text[end] === '-' && isPart(text, end + 1))) end += 1
  const code = text.slice(start, end)
  const isCode = TYPED.test(code) && !BEFORE_NO_CODE.includes(text[start - 1] ?? ' ')
  marks.push(isCode ? { kind: 'number', start, end, code, look: 'odd' } : { kind: 'word', start, end })
  return end
}

function isPart(text: string, at: number): boolean {
  return isDigit(text, at) || isJoinedLetter(text, at)
}
