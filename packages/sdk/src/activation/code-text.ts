const LONGEST_TEXT = 2048
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const ACCENT = /[\u0300-\u036f]/g
const DASH = /[\u2010-\u2015\u2212]/g
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
    .normalize('NFKD')
    .slice(0, LONGEST_TEXT * 3) // one sign may stand for eighteen
    .replace(INVISIBLE, '')
    .replace(ACCENT, '')
    .replace(DASH, '-')
    .replace(DIGIT, asciiDigit)
}

function asciiDigit(digit: string): string {
  const unit = digit.charCodeAt(0)
  const zero = ZEROS.find(candidate => unit >= candidate && unit < candidate + 10)
  return zero === undefined ? digit : String(unit - zero)
}
