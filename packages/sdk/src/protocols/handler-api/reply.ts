/** What an answer of the dialect says, before anybody asks what it means. */
export type Reply =
  /** A success word that is legal for the action, split once at the first colon. */
  | { readonly kind: 'token'; readonly token: string; readonly payload: string | null }
  | { readonly kind: 'data'; readonly value: unknown }
  | ErrorReply
  | { readonly kind: 'unreadable'; readonly reason: 'empty' | 'html' | 'malformed' | 'unknown_word' }

export interface ErrorReply {
  readonly kind: 'error'
  /** The machine word, upper case, blanks and hyphens as `_`. */
  readonly code: string
  /** What follows the word in plain text, for example the minimum in `WRONG_MAX_PRICE:0.2`. */
  readonly parameter: string | null
  readonly details: string | null
  readonly info: Readonly<Record<string, unknown>>
}

/**
 * Reads a body of the dialect. The body decides, never the content type, and the status only where the body says nothing:
 * hosts answer failures with 200 and plain words with 4xx. `parse` answers `undefined` for what is not JSON.
 */
export function readReply(
  body: string,
  successTokens: readonly string[] = [],
  parse: (text: string) => unknown = parseJson,
): Reply {
  const text = body.replace(/^\ufeff/, '').trim()
  if (text === '') return { kind: 'unreadable', reason: 'empty' }
  if (text.startsWith('<') || /<html/i.test(text.slice(0, 200))) return { kind: 'unreadable', reason: 'html' }
  if (text.startsWith('"')) {
    // Several hosts declare every answer as JSON, and plain words then come quoted.
    const inner = parseJson(text)
    return typeof inner === 'string'
      ? readReply(inner, successTokens, parse)
      : { kind: 'unreadable', reason: 'malformed' }
  }
  if (text.startsWith('{') || text.startsWith('[')) {
    const value = parse(text)
    if (value === undefined) return { kind: 'unreadable', reason: 'malformed' }
    return readEnvelope(value) ?? { kind: 'data', value }
  }
  const scalar = parseJson(text) // `null`, `false`, a number
  return scalar === undefined ? readWord(text, successTokens) : { kind: 'data', value: scalar }
}

/** The error envelope in a JSON value, `null` when it is data. The order of the tests is part of the protocol. */
export function readEnvelope(value: unknown): ErrorReply | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const {
    title,
    status,
    message,
    error,
    msg,
    details,
    errorMsg,
    info,
    success,
    error_code: errorCode,
  } = value as Record<string, unknown>
  const asError = (code: unknown, text: unknown): ErrorReply => ({
    kind: 'error',
    code: normaliseCode(typeof code === 'string' ? code : 'ERROR'),
    parameter: null,
    details: typeof text === 'string' && text !== code ? text : null,
    info: typeof info === 'object' && info !== null ? (info as Record<string, unknown>) : {},
  })
  if (typeof title === 'string') return asError(title, details)
  if (status === 'error' || status === 'false' || status === false || status === 0) {
    return asError(firstText(message, error, msg), firstText(errorMsg, msg))
  }
  if (typeof error === 'string' && Object.keys(value).length === 1) return asError(error, null)
  if (success === false) return asError(firstText(errorCode, message), message)
  return null
}

function readWord(text: string, successTokens: readonly string[]): Reply {
  const colon = text.indexOf(':')
  const head = colon < 0 ? text : text.slice(0, colon)
  const payload = colon < 0 ? null : text.slice(colon + 1)
  if (successTokens.includes(head)) return { kind: 'token', token: head, payload }
  // `Too Many Requests`, `SERVER ERROR`, `WRONG ACTION`: words with blanks occur; a sentence is not a word.
  if (!/^[A-Za-z][A-Za-z0-9_ -]{1,60}$/.test(head)) return { kind: 'unreadable', reason: 'unknown_word' }
  return { kind: 'error', code: normaliseCode(head), parameter: payload, details: null, info: {} }
}

function normaliseCode(code: string): string {
  return code
    .trim()
    .replace(/\.$/, '')
    .replace(/[\s-]+/g, '_')
    .toUpperCase()
}

function firstText(...candidates: readonly unknown[]): string | undefined {
  return candidates.find((candidate): candidate is string => typeof candidate === 'string' && candidate !== '')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
