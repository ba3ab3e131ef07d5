import { readDigits } from './digits.ts'
import { readLetters } from './letters.ts'
import type { Mark, OtherMark } from './mark.ts'
import { readMixed } from './mixed.ts'
import { isDigit, isJoinedLetter, isLetter } from './signs.ts'

const ABBREVIATION = 3
const SHOWN_PREFIX = /(?:G|FB)-(?=\d)/y
const ADDRESS = /[!-~]*/y
const KINDS: Readonly<Partial<Record<OtherMark['kind'], string>>> = {
  stop: '.\n\r!?;|。।؟۔։።',
  pause: ',、،',
  is: ':-=>՝፦',
  unit: '$€£¥₹₽₩₺₫₪฿₴₸₦₱',
}
const kindOfSign = new Map(
  (Object.keys(KINDS) as OtherMark['kind'][]).flatMap(kind => [...(KINDS[kind] ?? '')].map(sign => [sign, kind])),
)

/** Reads a text made plain from left to right, each sign once. */
export function readMarks(text: string): Mark[] {
  const lower = text.toLowerCase()
  const marks: Mark[] = []
  let at = 0
  let isSite = false // inside a name with a dot in it
  while (at < text.length) {
    const sign = text.charAt(at)
    const next = text.charAt(at + 1)
    if (sign <= ' ' || sign > '~') isSite = false
    if (isLetter(text, at) || isDigit(text, at)) at = readToken(text, lower, at, marks)
    else if (sign === ':' ? text.startsWith('//', at + 1) : isSite && (sign === '/' || sign === '?') && next > ' ') {
      at = endOf(ADDRESS, text, at)
      isSite = false
    } else {
      isSite ||= sign === '.' && isLetter(text, at + 1)
      const kind = kindOfSign.get(sign)
      if (kind && !(kind === 'stop' && goesOn(text, at, marks.at(-1)))) marks.push({ kind, start: at, end: at + 1 })
      at += 1
    }
  }
  return marks
}

function readToken(text: string, lower: string, at: number, marks: Mark[]): number {
  const start = isLetter(text, at - 1) ? at : endOf(SHOWN_PREFIX, text, at)
  if (!isDigit(text, start)) return readLetters(text, lower, at, marks)
  let end = start
  while (isDigit(text, end)) end += 1
  return isJoinedLetter(text, end) ? readMixed(text, start, marks) : readDigits(text, start, marks)
}

/** Whether a sentence goes on behind a sign that may end it. */
function goesOn(text: string, at: number, last: Mark | undefined): boolean {
  if (text[at] !== '.') return last?.kind === 'is'
  const isShort = last?.end === at && last.kind !== 'word' && last.kind !== 'number' && at - last.start <= ABBREVIATION
  return isShort || text.charAt(at + 1) > ' '
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}
