import type { Mark } from './mark.ts'
import { isDigit, isJoinedLetter } from './signs.ts'

const TYPED =
  /^(?:[\dA-Z]{5,8}|[\dA-Z]{3}(?:-[\dA-Z]{3}){1,2}|[\dA-Z]{4}(?:-[\dA-Z]{4}){1,2}|[\dA-Z]{5}(?:-[\dA-Z]{5}){1,2})$/i
const NAMED = /^(?:[A-Z-]+[\d-]+|[\d-]+[A-Z-]+)$|[A-Z]{2}[AEIOU]|[A-Z][AEIOU][A-Z]|[AEIOU][A-Z]{2}/i // "SPRING30", "BUY2GET1"
const BEFORE_NO_CODE = '+/@_'

/**
 * Reads letters and digits in one from `start`: a code only with a capital, at a length people are asked to type, and where letters
 * and digits alternate, since a word and a number name a discount, a model or a room. Adds it to `marks`, and gives where it ended.
 */
export function readMixed(text: string, start: number, marks: Mark[]): number {
  let end = start
  while (isPart(text, end) || (text[end] === '-' && isPart(text, end + 1))) end += 1
  const code = text.slice(start, end)
  const isCode =
    TYPED.test(code) && /[A-Z]/.test(code) && !NAMED.test(code) && !BEFORE_NO_CODE.includes(text[start - 1] ?? ' ')
  marks.push(isCode ? { kind: 'number', start, end, code, look: 'odd' } : { kind: 'word', start, end })
  return end
}

function isPart(text: string, at: number): boolean {
  return isDigit(text, at) || isJoinedLetter(text, at)
}
