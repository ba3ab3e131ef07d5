/** As far as a text is read, in UTF-16 code units. */
export const LONGEST_TEXT = 2048
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const ACCENT = /[\u0300-\u036f]/g
const WIDE_COMMA = /，|(?<=\d{4}),(?=\d{1,2}分)/g
const STROKE = /[đłı]/g
const DASH = /[\u2010-\u2015\u2212]/g
const LETTER = /[\p{L}\p{M}]/u
const FIRST_UNJOINED_SCRIPT = 0x590
const DIGIT = /\p{Nd}/gu
/** The zero of each decimal script that NFKD leaves as it is; the other nine digits follow it. */
const ZEROS = [...'٠۰߀०০੦૦୦௦౦೦൦෦๐໐༠၀០᠐'].map(zero => zero.charCodeAt(0))

/**
 * The first 2 KB of a text in the one spelling that is searched: ASCII digits, plain spaces and dashes, full-width signs made
 * narrow, no marks that only steer the direction of writing, no accents.
 */
export function plainText(text: string): string {
  return text
    .slice(0, LONGEST_TEXT)
    .replace(WIDE_COMMA, '、') // between digits a narrow one would read as a decimal sign
    .normalize('NFKD')
    .slice(0, LONGEST_TEXT * 3) // one sign may stand for eighteen
    .replace(INVISIBLE, '')
    .replace(ACCENT, '')
    .replace(STROKE, letter => (letter === 'đ' ? 'd' : letter === 'ł' ? 'l' : 'i'))
    .replace(DASH, '-')
    .replace(DIGIT, asciiDigit)
    .trim()
}

function asciiDigit(digit: string): string {
  const unit = digit.charCodeAt(0)
  const zero = ZEROS.find(candidate => unit >= candidate && unit < candidate + 10)
  return zero === undefined ? digit : String(unit - zero)
}

export function isDigit(char: string): boolean {
  return char >= '0' && char <= '9'
}

export function isLetter(char: string): boolean {
  return (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z') || (char > '~' && LETTER.test(char))
}

/** A letter that makes one word with digits beside it: Latin, Greek, Cyrillic, Armenian. Later scripts set no space there. */
export function isJoinedLetter(char: string): boolean {
  return isLetter(char) && char.charCodeAt(0) < FIRST_UNJOINED_SCRIPT
}
