const LONGEST_NAME = 200
// With `u` a surrogate matches only where it is alone.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const NOT_IN_NAMES = /[\u0000-\u001f\u007f-\u009f\ud800-\udfff]/gu
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const NOT_IN_TEXTS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]/gu

/** A text from the wire without what no database keeps: control characters but tab and line ends, and lone surrogates. */
export function storable(text: string): string {
  return text.replace(NOT_IN_TEXTS, '')
}

/**
 * A name from the wire, fit to store and print: control characters and lone surrogates removed, trimmed, cut to 200
 * characters. One NUL in a name would abort a whole batch in Postgres.
 */
export function cleanName(text: string): string {
  const cut = text.replace(NOT_IN_NAMES, '').trim().slice(0, LONGEST_NAME)
  return cut.replace(NOT_IN_NAMES, '').trim() // the cut may have parted a pair
}

const ID = /^[^\s\p{C}]{1,64}$/u

/** A provider's own id as a string, or `null` when it cannot be one: absent, null, empty, blank inside, or above 64 characters. */
export function readId(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? String(value) : null
  return typeof value === 'string' && ID.test(value) ? value : null
}
