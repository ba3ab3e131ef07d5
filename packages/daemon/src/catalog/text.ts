const LONGEST_ID = 64

// With `u`, the class of surrogates matches only those that are alone. Postgres takes neither them nor NUL; and two ids
// that differ by lone surrogates would become one on the wire, where each turns into U+FFFD.
const CONTROL = /[\p{Cc}\p{Cs}]/u
const CONTROLS = /[\p{Cc}\p{Cs}]/gu

/** Whether the tables can hold an id as it is: 1 to 64 characters, none of them a control character or half of a pair. */
export function isStorableId(id: unknown): id is string {
  return typeof id === 'string' && id.length > 0 && id.length <= LONGEST_ID && !CONTROL.test(id)
}

/** A name or message fit to store and print: without control characters, of at most `longest` characters (200). */
export function cleanText(text: string, longest = 200): string {
  const cut = text.replace(CONTROLS, ' ').trim().slice(0, longest)
  return cut.replace(CONTROLS, '') // the cut may have parted a pair
}
