import type { Mark } from './mark.ts'
import { readMixed } from './mixed.ts'
import { isSpacedOut, isTelephone, NO_CODE, readShape } from './shapes.ts'
import { isDigit, isJoinedLetter } from './signs.ts'

const RUN = /\d+(?:(?:[-./:,'’]| [ (]?|\) ?|\((?=\d{3,4}\)))\d+)*/y // linear: no separator is a digit
const GAP = /[ ()]+/g
const BEFORE_NO_CODE = '+*•_@/\\&©'
const AFTER_NO_CODE = '%‰_@/\\#*°'
const LEAST_APART = 4 // digits behind fewer are the rest of their number: "555 0142"

/**
 * Reads the digits from `at`, with every group of digits that follows after a space or a bracket, or with the letters that
 * belong to them. Adds what it finds to `marks`, and gives where it ended.
 */
export function readDigits(text: string, at: number, marks: Mark[]): number {
  let end = at
  while (isDigit(text, end)) end += 1
  if (isJoinedLetter(text, end)) return readMixed(text, at, marks)
  RUN.lastIndex = at
  const run = RUN.exec(text)?.[0] ?? ''
  const spaced = run.replace(GAP, ' ')
  const isOne = text[at - 1] === '+' || isTelephone(spaced) || isSpacedOut(spaced)
  let isRest = isGlued(text, at, marks)
  end = at
  for (const group of isOne ? [run] : spaced.split(' ')) {
    const start = text.indexOf(group, end)
    end = start + group.length
    const { code, look } = isRest || isPart(text, start, end) ? NO_CODE : readShape(isOne ? spaced : group)
    const isNamed = look === 'plain' && text[start - 1] === '#'
    marks.push({ kind: 'number', start, end, code, look: isNamed ? 'odd' : look })
    isRest = group.length < LEAST_APART
  }
  return end
}

/** Whether digits continue a word before them, one that is not the word for code. */
function isGlued(text: string, at: number, marks: readonly Mark[]): boolean {
  if (isJoinedLetter(text, at - 1)) return marks.at(-1)?.kind !== 'code'
  const word = marks.at(-2)
  return text[at - 1] === '-' && word?.kind === 'word' && word.end === at - 1
}

/** Whether a sign or a letter beside a number makes it a part of something else. */
function isPart(text: string, start: number, end: number): boolean {
  const [before = ' ', after = ' '] = [text[start - 1], text[end]]
  const isStarred = before === '*' && after === '*' && !isDigit(text, end + 1)
  const isMore = BEFORE_NO_CODE.includes(before) || AFTER_NO_CODE.includes(after)
  return (isMore && !isStarred) || isJoinedLetter(text, end)
}
