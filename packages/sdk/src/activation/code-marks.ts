import { isDigit, type NumberMark, readNumbers } from './code-number.ts'
import { type WordKind, wordsFrom } from './code-words.ts'

/** What a text consists of for who looks for a code: numbers, words that speak of them, and where a thought ends. */
export type Mark = NumberMark | OtherMark

export interface OtherMark {
  readonly kind: WordKind | 'word' | 'pause' | 'stop'
  readonly start: number
  readonly end: number
}

const STOPS = '\n\r!?;|。।؟۔։።'
const PAUSES = ',、،('
const JOINS = ':-=>՝፦'
const CURRENCIES = '$€£¥₹₽₩₺₫₪฿₴₸₦₱'
const ENDING = 8 // letters after a stem that still belong to it
const ABBREVIATION = 3
const LETTER = /[\p{L}\p{M}]/u
const FIRST_UNJOINED_SCRIPT = 0x590 // Latin, Greek, Cyrillic and Armenian letters stand apart from digits, later scripts need not

/** Reads a text made plain from left to right, each sign once. */
export function readMarks(text: string): Mark[] {
  const lower = text.toLowerCase()
  const marks: Mark[] = []
  let at = 0
  let isSite = false // inside a name with a dot in it
  while (at < text.length) {
    const char = text.charAt(at)
    const next = text.charAt(at + 1)
    if (text.startsWith('://', at) || (isSite && '/?'.includes(char) && next > ' ')) {
      at = endOfAddress(text, at)
      isSite = false
      continue
    }
    if (char <= ' ' || char > '~') isSite = false
    if (isDigit(char) || isLetter(char)) {
      at = isDigit(char) ? pushNumbers(text, at, marks) : pushWord(text, lower, at, marks)
      continue
    }
    const kind = kindOfSign(char, next, marks.at(-1), at)
    isSite ||= char === '.' && isLetter(next)
    if (kind) marks.push({ kind, start: at, end: at + 1 })
    at += 1
  }
  return marks
}

function kindOfSign(char: string, next: string, last: Mark | undefined, at: number): OtherMark['kind'] | null {
  if (CURRENCIES.includes(char)) return 'unit'
  if (PAUSES.includes(char)) return 'pause'
  if (JOINS.includes(char)) return 'is'
  if (char === '.') {
    const isShort =
      last?.end === at && last.kind !== 'word' && last.kind !== 'number' && at - last.start <= ABBREVIATION
    return next > ' ' || isShort ? null : 'stop'
  }
  return STOPS.includes(char) && last?.kind !== 'is' ? 'stop' : null
}

function pushNumbers(text: string, at: number, marks: Mark[]): number {
  const numbers = readNumbers(text, at)
  const first = numbers[0]
  const end = numbers.at(-1)?.end ?? at + 1
  if (isJoinedLetter(text.charAt(at + lengthOfDigits(text, at)))) return pushMixed(text, at, marks)
  const before = marks.at(-1)
  const isGlued = isJoinedLetter(text.charAt(at - 1)) && before?.kind !== 'code'
  const isSuffix = text.charAt(at - 1) === '-' && marks.at(-2)?.kind === 'word' && marks.at(-2)?.end === at - 1
  const last = numbers.at(-1)
  for (const number of numbers) {
    const isBound = (number === first && (isGlued || isSuffix)) || (number === last && isJoinedLetter(text.charAt(end)))
    marks.push(isBound ? { ...number, code: null } : number)
  }
  return end
}

function lengthOfDigits(text: string, at: number): number {
  let end = at
  while (isDigit(text.charAt(end))) end += 1
  return end - at
}

/** Letters and digits in one: a code only in capitals, at a length people are asked to type. */
function pushMixed(text: string, at: number, marks: Mark[]): number {
  let end = at
  const isPart = (char: string) => isDigit(char) || isJoinedLetter(char)
  while (isPart(text.charAt(end)) || (text.charAt(end) === '-' && isPart(text.charAt(end + 1)))) end += 1
  const token = text.slice(at, end)
  const groups = token.split('-')
  const size = groups[0]?.length ?? 0
  const isEven = groups.every(({ length }) => length === size)
  const isTyped = groups.length === 1 ? size >= 5 && size <= 8 : groups.length <= 3 && size >= 3 && size <= 5 && isEven
  const isCapital = [...token].every(char => isDigit(char) || char === '-' || (char >= 'A' && char <= 'Z'))
  if (isTyped && isCapital && !'+/@_'.includes(text.charAt(at - 1) || ' '))
    marks.push({ kind: 'number', start: at, end, code: token, look: 'odd' })
  else marks.push({ kind: 'word', start: at, end })
  return end
}

function pushWord(text: string, lower: string, at: number, marks: Mark[]): number {
  const prefix = lower.startsWith('g-', at) ? 2 : lower.startsWith('fb-', at) ? 3 : 0
  const isAtStart = !isLetter(text.charAt(at - 1)) && !isDigit(text.charAt(at - 1))
  if (prefix > 0 && isAtStart && isDigit(text.charAt(at + prefix))) return at + prefix // the form shows these letters already
  let end = at
  while (isLetter(text.charAt(end))) {
    const word = wordsFrom(lower.charAt(end)).find(({ text: stem, opens, closes }) => {
      const after = text.charAt(end + stem.length)
      return (
        lower.startsWith(stem, end) &&
        (!opens || (end === at && isAtStart)) &&
        !(closes && (isLetter(after) || isDigit(after)))
      )
    })
    if (word && text.slice(end, end + word.text.length) !== 'COD') {
      if (end - at > ENDING) marks.push({ kind: 'word', start: at, end })
      marks.push({ kind: word.kind, start: end, end: end + word.text.length })
      return end + word.text.length
    }
    end += 1
  }
  if (isDigit(text.charAt(end)) && isJoinedLetter(text.charAt(end - 1))) return pushMixed(text, at, marks)
  const isEnding = isLetter(text.charAt(at - 1)) && end - at <= ENDING
  if (!isEnding) marks.push({ kind: 'word', start: at, end })
  return end
}

function endOfAddress(text: string, at: number): number {
  let end = at
  while (text.charAt(end) > ' ' && text.charAt(end) <= '~') end += 1
  return end
}

function isLetter(char: string): boolean {
  return (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z') || (char > '~' && LETTER.test(char))
}

const isJoinedLetter = (char: string) => isLetter(char) && char.charCodeAt(0) < FIRST_UNJOINED_SCRIPT
