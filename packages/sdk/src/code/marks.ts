import type { Mark, OtherMark } from './mark.ts'
import { isDigit, isLetter } from './plain-text.ts'
import { readDigits, readLetters, shownPrefix } from './tokens.ts'

const STOPS = '\n\r!?;|。।؟۔։።'
const PAUSES = ',、،'
const JOINS = ':-=>՝፦'
const CURRENCIES = '$€£¥₹₽₩₺₫₪฿₴₸₦₱'
const ABBREVIATION = 3

/** Reads a text made plain from left to right, each sign once. */
export function readMarks(text: string): Mark[] {
  const lower = text.toLowerCase()
  const marks: Mark[] = []
  let at = 0
  let isSite = false // inside a name with a dot in it
  while (at < text.length) {
    const char = text.charAt(at)
    const next = text.charAt(at + 1)
    const isAddress = text.startsWith('://', at) || (isSite && '/?'.includes(char) && next > ' ')
    if (char <= ' ' || char > '~' || isAddress) isSite = false
    if (isAddress) at = endOfAddress(text, at)
    else if (isDigit(char) || isLetter(char)) {
      at += shownPrefix(text, at)
      const reading = isDigit(text.charAt(at)) ? readDigits(text, at, marks) : readLetters(text, lower, at)
      marks.push(...reading.marks)
      at = reading.end
    } else {
      const kind = kindOfSign(char, next, marks.at(-1), at)
      isSite ||= char === '.' && isLetter(next)
      if (kind) marks.push({ kind, start: at, end: at + 1 })
      at += 1
    }
  }
  return marks
}

function kindOfSign(char: string, next: string, last: Mark | undefined, at: number): OtherMark['kind'] | null {
  if (CURRENCIES.includes(char)) return 'unit'
  if (PAUSES.includes(char)) return 'pause'
  if (JOINS.includes(char)) return 'is'
  if (char !== '.') return STOPS.includes(char) && last?.kind !== 'is' ? 'stop' : null
  const isShort = last?.end === at && last.kind !== 'word' && last.kind !== 'number' && at - last.start <= ABBREVIATION
  return next > ' ' || isShort ? null : 'stop'
}

function endOfAddress(text: string, at: number): number {
  let end = at
  while (text.charAt(end) > ' ' && text.charAt(end) <= '~') end += 1
  return end
}
