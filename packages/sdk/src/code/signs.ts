const OTHER = 1
const DIGIT = 2
const LETTER = 3
const JOINED = 4
const FIRST_UNJOINED_SCRIPT = 0x590

// Which kind each UTF-16 code unit is of, 0 until it is met: to ask Unicode each time costs a hundred times as much.
const kinds = new Uint8Array(0x1_0000)

/** Whether `text` has an ASCII digit at `at`. */
export function isDigit(text: string, at: number): boolean {
  return kindAt(text, at) === DIGIT
}

/** Whether `text` has a letter at `at`, or a mark that belongs to one. */
export function isLetter(text: string, at: number): boolean {
  return kindAt(text, at) >= LETTER
}

/** Whether that letter makes one word with digits beside it: Latin, Greek, Cyrillic, Armenian. Later scripts set no space there. */
export function isJoinedLetter(text: string, at: number): boolean {
  return kindAt(text, at) === JOINED
}

/** Whether `text` has at `at` a sign that may stand in the address of a page. */
export function isVisibleAscii(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit > 0x20 && unit < 0x7f
}

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at) || 0 // none beyond the ends
  kinds[unit] ||= kindOf(unit)
  return kinds[unit] ?? OTHER
}

function kindOf(unit: number): number {
  const sign = String.fromCharCode(unit)
  if (/\d/.test(sign)) return DIGIT
  if (!/[\p{L}\p{M}]/u.test(sign)) return OTHER
  return unit < FIRST_UNJOINED_SCRIPT ? JOINED : LETTER
}
