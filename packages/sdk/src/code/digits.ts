import type { Mark, NumberMark } from './mark.ts'
import { isDigit, isJoinedLetter } from './signs.ts'

// All of them linear: no sign fits two neighbours of a pattern.
const RUN = /\d+(?:(?:[-./:,'’]|[ ()]{1,2})\d+)*/y
const GAP = /[ ()]+/
const TELEPHONE_SIGNS = /^[\d() -]+$/
const SPACED = /^(?:\d{3} \d{3}|\d{4} \d{4}|\d\d \d\d \d\d|\d(?: \d){3,7})$/
const WRITTEN = /^(?:\d{4,8}|\d{3}-\d{3}|\d{4}-\d{4}|\d\d-\d\d-\d\d)$/
const ODD = /^(?:\d\d-\d{3}|\d{3}-\d\d)$/
const DAY = '(?:0[1-9]|[12]\\d|3[01])'
const MONTH = '(?:0[1-9]|1[0-2])'
const YEAR = '(?:19|20)\\d\\d'
const DATE = `(?:${DAY}-?${MONTH}|${MONTH}-?${DAY})`
const SHORT_DATE = new RegExp(`^(?:${DATE}-\\d\\d|\\d\\d-${DATE})$`)
const MISLEADING = new RegExp(`^(?:\\d{7}|${YEAR}|${YEAR}-?${DATE}|${DATE}-?${YEAR})$`)
const BEFORE_NO_CODE = '+*•_@/\\&©'
const AFTER_NO_CODE = '%‰_@/\\#*°'
const LEAST_APART = 4 // digits behind fewer are the rest of their number: "555 0142"

type Reading = Pick<NumberMark, 'code' | 'look'>
const NO_CODE: Reading = { code: null, look: 'plain' }

/**
 * Reads the digits from `at`, with every group of digits that follows after a space or a bracket. Adds what it finds to `marks`,
 * and gives where it ended.
 */
export function readDigits(text: string, at: number, marks: Mark[]): number {
  RUN.lastIndex = at
  const run = RUN.exec(text)?.[0] ?? ''
  const isOne = text[at - 1] === '+' || isTelephone(run) || isSpacedOut(run)
  let isPart = isGlued(text, at, marks)
  let end = at
  for (const group of isOne ? [run] : run.split(GAP)) {
    const start = text.indexOf(group, end)
    end = start + group.length
    marks.push(numberMark(text, start, end, isPart ? NO_CODE : readGroup(group)))
    isPart = group.length < LEAST_APART
  }
  return end
}

function numberMark(text: string, start: number, end: number, { code, look }: Reading): NumberMark {
  const isNamed = text[start - 1] === '#' && look === 'plain'
  return {
    kind: 'number',
    start,
    end,
    code: isPartOfMore(text, start, end) ? null : code,
    look: isNamed ? 'odd' : look,
  }
}

/** Nine digits and more in short groups, as telephones, cards and bank accounts are written. */
function isTelephone(run: string): boolean {
  const isGrouped = TELEPHONE_SIGNS.test(run) && /\D/.test(run)
  return isGrouped && digitsOf(run).length >= 9 && (/^[08]/.test(run) || !/\d{6}/.test(run))
}

/** `123 456`, `12 34 56`, `1 2 3 4`: one code, given room. */
function isSpacedOut(run: string): boolean {
  return SPACED.test(run.split(GAP).join(' '))
}

function readGroup(group: string): Reading {
  const code = digitsOf(group)
  if (isSpacedOut(group)) return { code, look: 'plain' }
  if (ODD.test(group)) return { code, look: 'odd' }
  if (!WRITTEN.test(group) || SHORT_DATE.test(group)) return NO_CODE
  return { code, look: MISLEADING.test(group) ? 'misleading' : 'plain' }
}

function digitsOf(text: string): string {
  return text.replace(/\D+/g, '')
}

/** Whether the digits continue a word before them, one that is not the word for code. */
function isGlued(text: string, at: number, marks: readonly Mark[]): boolean {
  if (isJoinedLetter(text, at - 1)) return marks.at(-1)?.kind !== 'code'
  const word = marks.at(-2)
  return text[at - 1] === '-' && word?.kind === 'word' && word.end === at - 1
}

/** Whether a sign or a letter beside a number makes it a part of something else. */
function isPartOfMore(text: string, start: number, end: number): boolean {
  const [before = ' ', after = ' '] = [text[start - 1], text[end]]
  const isStarred = before === '*' && after === '*' && !isDigit(text, end + 1)
  const isMore = BEFORE_NO_CODE.includes(before) || AFTER_NO_CODE.includes(after)
  return (isMore && !isStarred) || isJoinedLetter(text, end)
}
