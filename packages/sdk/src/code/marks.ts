import { readDigits } from './digits.ts'
import { readLetters } from './letters.ts'
import type { Mark, OtherMark } from './mark.ts'
import { isDigit, isLetter, isVisibleAscii } from './signs.ts'

const ABBREVIATION = 3
const SIGNS: readonly (readonly [kind: OtherMark['kind'], signs: string])[] = [
  ['stop', '.\n\r!?;|。।؟۔։።'],
  ['pause', ',、،'],
  ['is', ':-=>՝፦'],
  ['unit', '$€£¥₹₽₩₺₫₪฿₴₸₦₱'],
]
const kindOfSign = new Map(SIGNS.flatMap(([kind, signs]) => [...signs].map(sign => [sign, kind])))

/** Reads a text made plain from left to right, each sign once. */
export function readMarks(text: string): Mark[] {
  const lower = text.toLowerCase()
  const marks: Mark[] = []
  let at = 0
  let isSite = false // inside a name with a dot in it
  while (at < text.length) {
    const sign = text.charAt(at)
    isSite &&= isVisibleAscii(text, at)
    if (isDigit(text, at)) at = readDigits(text, at, marks)
    else if (isLetter(text, at)) at = readLetters(text, lower, at, marks)
    else if (text.startsWith('://', at) || (isSite && (sign === '/' || sign === '?') && text.charAt(at + 1) > ' ')) {
      while (isVisibleAscii(text, at)) at += 1
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

/** Whether a sentence goes on behind a sign that may end it. */
function goesOn(text: string, at: number, last: Mark | undefined): boolean {
  if (text[at] !== '.') return last?.kind === 'is'
  const isShort = last?.end === at && last.kind !== 'word' && last.kind !== 'number' && at - last.start <= ABBREVIATION
  return isShort || text.charAt(at + 1) > ' '
}
