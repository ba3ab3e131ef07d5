// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const UNSTORABLE = /[\u0000-\u001f\u007f-\u009f\ud800-\udfff]/u
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g

/**
 * A name from the wire, fit to store and print: control characters and lone surrogates removed, trimmed, cut to `limit`
 * characters. One NUL in a name would abort a whole batch in Postgres.
 */
export function cleanName(text: string, limit = 200): string {
  const clean = UNSTORABLE.test(text) ? text.toWellFormed().replace(CONTROL, '').replaceAll('\ufffd', '') : text
  return clean.trim().slice(0, limit).toWellFormed().replaceAll('\ufffd', '')
}

const ID = /^[^\s\p{C}]{1,64}$/u

/** A provider's own id as a string, or `null` when it cannot be one: absent, null, empty, blank inside, or above 64 characters. */
export function readId(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : null
  return typeof value === 'string' && ID.test(value) ? value : null
}
