/** A whole string, or all of a number: each match takes what it has looked at, so that the search stays linear. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\[\s\S][^"\\]*)*(?:"|\\?$)|-?\d[\d.eE+-]*/g
const LONG_INTEGER = /^\d{16,}$/

/**
 * Parses JSON, with integers of 16 digits and more as strings: `JSON.parse` would round them, and an id off by one is the
 * id of somebody else. `undefined`: not JSON.
 */
export function parseExactJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(STRING_OR_NUMBER, part => (LONG_INTEGER.test(part) ? `"${part}"` : part)))
  } catch {
    return undefined
  }
}
