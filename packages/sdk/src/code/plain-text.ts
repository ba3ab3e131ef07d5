const WIDE_COMMA = /，|(?<=\d{4}),(?=\d{1,2}分)/g
const SILENT = /\p{Cf}|[\u0300-\u036f]/gu // steers the direction of writing, has no width, or is an accent
const STROKED = /[đłı]/g
const DASH = /[\u2010-\u2015\u2212]/g
const DIGIT = /(?=[\u0660-\uffff])\p{Nd}/gu

/**
 * A text in the one spelling that is searched: ASCII digits, plain spaces and dashes, full-width signs made narrow, no accents,
 * nothing that cannot be seen.
 */
export function plainText(text: string): string {
  if (!/[^\0-~]/.test(text)) return text
  return text
    .replace(WIDE_COMMA, '、') // between digits a narrow one would read as a decimal sign
    .normalize('NFKD')
    .replace(SILENT, '')
    .replace(STROKED, letter => (letter === 'đ' ? 'd' : letter === 'ł' ? 'l' : 'i'))
    .replace(DASH, '-')
    .replace(DIGIT, asciiDigit)
}

/** Every script has its ten digits in a row, which begins at 0 or at 6 of a row of sixteen. */
function asciiDigit(digit: string): string {
  const unit = digit.charCodeAt(0)
  const row = unit & ~15
  return String(unit - row - (/\p{Nd}/u.test(String.fromCharCode(row)) ? 0 : 6))
}
