import type { Mark } from './mark.ts'
import { readNumbers } from './numbers.ts'
import { isDigit, isJoinedLetter, isLetter } from './plain-text.ts'
import { type Word, wordsFrom } from './words.ts'

const ENDING = 8 // letters after a stem that still belong to it

export interface Reading {
  readonly marks: readonly Mark[]
  readonly end: number
}

/** Reads the digits at `at`, seen with what stands before them. */
export function readDigits(text: string, at: number, before: readonly Mark[]): Reading {
  let end = at
  while (isDigit(text.charAt(end))) end += 1
  if (isJoinedLetter(text.charAt(end))) return readMixed(text, at)
  const numbers = readNumbers(text, at)
  const isGlued = isJoinedLetter(text.charAt(at - 1)) && before.at(-1)?.kind !== 'code'
  const prefix = before.at(-2)
  const isSuffix = text.charAt(at - 1) === '-' && prefix?.kind === 'word' && prefix.end === at - 1
  const marks = numbers.map((number, index) =>
    (index === 0 && (isGlued || isSuffix)) || isJoinedLetter(text.charAt(number.end))
      ? { ...number, code: null }
      : number,
  )
  return { marks, end: marks.at(-1)?.end ?? end }
}

/** Letters and digits in one: a code only in capitals, at a length people are asked to type. */
function readMixed(text: string, at: number): Reading {
  let end = at
  const isPart = (char: string) => isDigit(char) || isJoinedLetter(char)
  while (isPart(text.charAt(end)) || (text.charAt(end) === '-' && isPart(text.charAt(end + 1)))) end += 1
  const token = text.slice(at, end)
  const groups = token.split('-')
  const size = groups[0]?.length ?? 0
  const isEven = groups.every(({ length }) => length === size)
  const isTyped = groups.length === 1 ? size >= 5 && size <= 8 : groups.length <= 3 && size >= 3 && size <= 5 && isEven
  const isCapital = [...token].every(char => isDigit(char) || char === '-' || (char >= 'A' && char <= 'Z'))
  const isCode = isTyped && isCapital && !'+/@_'.includes(text.charAt(at - 1) || ' ')
  return {
    marks: [isCode ? { kind: 'number', start: at, end, code: token, look: 'odd' } : { kind: 'word', start: at, end }],
    end,
  }
}

/** Reads letters at `at` up to the end of the first word that is known, else of all of them. */
export function readLetters(text: string, lower: string, at: number): Reading {
  let end = at
  while (isLetter(text.charAt(end))) {
    const word = findWord(text, lower, end)
    if (word) {
      const known: Mark = { kind: word.kind, start: end, end: end + word.text.length }
      return { marks: end - at > ENDING ? [{ kind: 'word', start: at, end }, known] : [known], end: known.end }
    }
    end += 1
  }
  if (isDigit(text.charAt(end)) && isJoinedLetter(text.charAt(end - 1))) return readMixed(text, at)
  const isEnding = isLetter(text.charAt(at - 1)) && end - at <= ENDING
  return { marks: isEnding ? [] : [{ kind: 'word', start: at, end }], end }
}

function findWord(text: string, lower: string, at: number): Word | undefined {
  const isPart = (char: string) => isLetter(char) || isDigit(char)
  const fits = ({ text: stem, opens, closes }: Word) =>
    lower.startsWith(stem, at) &&
    !(opens && isPart(text.charAt(at - 1))) &&
    !(closes && isPart(text.charAt(at + stem.length))) &&
    text.slice(at, at + stem.length) !== 'COD' // cash on delivery
  return wordsFrom(lower.slice(at, at + 2)).find(fits) ?? wordsFrom(lower.charAt(at)).find(fits)
}

/** The length of a prefix that the form shows already, as in `G-004567`. */
export function shownPrefix(text: string, at: number): number {
  const length = text.startsWith('G-', at) ? 2 : text.startsWith('FB-', at) ? 3 : 0
  return isDigit(text.charAt(at + length)) && !isLetter(text.charAt(at - 1)) ? length : 0
}
