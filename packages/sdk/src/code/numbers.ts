import type { NumberMark } from './mark.ts'
import { isDigit } from './plain-text.ts'

const JOINTS = "-./:,'’"
const BEFORE_NO_CODE = '+*•_@/\\&©'
const AFTER_NO_CODE = '%‰_@/\\#*°'
const SHORTEST = 4
const LONGEST = 8
const GROUPINGS = ['3-3', '4-4', '2-2-2']
const ODD_GROUPINGS = ['2-3', '3-2']

/** Reads the digits at `start`, with every group of digits that follows after one space or a bracket. */
export function readNumbers(text: string, start: number): NumberMark[] {
  const groups = readGroups(text, start)
  const last = groups.at(-1)?.end ?? start
  const whole = { kind: 'number', start, end: last } as const
  const parts = groups.map(group => text.slice(group.start, group.end))
  if (text.charAt(start - 1) === '+' || isTelephone(parts)) return [{ ...whole, code: null, look: 'plain' }]
  if (isSpacedOut(parts)) return [mark(text, start, last, { code: parts.join(''), look: 'plain' })]
  return groups.map(({ start: from, end }, index) => {
    const isRest = (parts[index - 1]?.length ?? SHORTEST) < SHORTEST // "555 0142"
    return mark(text, from, end, isRest ? { code: null, look: 'plain' } : readGroup(text.slice(from, end)))
  })
}

function readGroups(text: string, start: number): { start: number; end: number }[] {
  const groups: { start: number; end: number }[] = []
  let from = start
  while (isDigit(text.charAt(from))) {
    let end = from + 1
    while (isDigit(text.charAt(end)) || (JOINTS.includes(text.charAt(end)) && isDigit(text.charAt(end + 1)))) end += 1
    groups.push({ start: from, end })
    from = end
    while (from < end + 2 && ' ()'.includes(text.charAt(from))) from += 1
  }
  return groups
}

type Reading = Pick<NumberMark, 'code' | 'look'>

function mark(text: string, start: number, end: number, { code, look }: Reading): NumberMark {
  const before = text.charAt(start - 1)
  const after = text.charAt(end)
  const isStarred = before === '*' && after === '*' && !isDigit(text.charAt(end + 1))
  const isPartOfMore =
    !isStarred &&
    ((before !== '' && BEFORE_NO_CODE.includes(before)) || (after !== '' && AFTER_NO_CODE.includes(after)))
  return {
    kind: 'number',
    start,
    end,
    code: isPartOfMore ? null : code,
    look: before === '#' && look === 'plain' ? 'odd' : look,
  }
}

/** Nine digits and more in short groups, as telephones, cards and bank accounts are written. */
function isTelephone(parts: readonly string[]): boolean {
  const groups = parts.flatMap(part => part.split('-'))
  const isPlain = groups.every(group => [...group].every(isDigit))
  const digits = groups.join('').length
  const isPrefixed = '08'.includes(parts[0]?.charAt(0) ?? '')
  return isPlain && groups.length > 1 && digits >= 9 && (isPrefixed || groups.every(group => group.length <= 5))
}

/** `123 456`, `12 34 56`, `1 2 3 4`: one code, given room. */
function isSpacedOut(parts: readonly string[]): boolean {
  const size = parts[0]?.length ?? 0
  const isEven = parts.every(part => part.length === size && [...part].every(isDigit))
  return (
    isEven &&
    (size === 1
      ? parts.length >= SHORTEST && parts.length <= LONGEST
      : GROUPINGS.includes(parts.map(() => size).join('-')))
  )
}

function readGroup(text: string): Reading {
  const groups = text.split('-')
  const digits = groups.join('')
  const grouping = groups.map(({ length }) => length).join('-')
  const isOdd = ODD_GROUPINGS.includes(grouping)
  const isCode =
    [...digits].every(isDigit) &&
    digits.length >= SHORTEST &&
    digits.length <= LONGEST &&
    (groups.length === 1 || isOdd || (GROUPINGS.includes(grouping) && !(groups.length === 3 && isShortDate(digits))))
  const isMisleading = isYear(digits) || isWrittenDate(digits) || digits.length === 7
  return { code: isCode ? digits : null, look: isMisleading ? 'misleading' : isOdd ? 'odd' : 'plain' }
}

const isYear = (digits: string) => digits.length === 4 && (digits.startsWith('19') || digits.startsWith('20'))

function isWrittenDate(digits: string): boolean {
  if (digits.length !== 8) return false
  const [start, end] = [digits.slice(0, 4), digits.slice(4)]
  return (isYear(start) && isDayAndMonth(end)) || (isYear(end) && isDayAndMonth(start))
}

/** `12-03-25`, `25-03-12`, once its dashes are gone. */
function isShortDate(digits: string): boolean {
  return isDayAndMonth(digits.slice(0, 4)) || isDayAndMonth(digits.slice(2))
}

/** `0312`, `3112`: a month and a day, in either order. */
function isDayAndMonth(digits: string): boolean {
  const [left, right] = [Number(digits.slice(0, 2)), Number(digits.slice(2))]
  return Math.min(left, right) >= 1 && Math.min(left, right) <= 12 && Math.max(left, right) <= 31
}
