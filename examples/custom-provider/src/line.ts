import {
  type CallOptions,
  excerpt,
  type Http,
  type HttpAnswer,
  parseRetryAfter,
  type UnexpectedResponseError,
} from '@onesms/sdk/provider-kit'
import { type Context, errorOf, unreadable } from './errors.ts'

type Query = Readonly<Record<string, string | undefined>>

/** How a value is made of the JSON of an answer; `null` for one that has another shape. */
export type Read<T> = (json: unknown) => T | null

/** The same, where the bytes that came count, too. */
type SizedRead<T> = (json: unknown, bytes: number) => T | null

/** Requests of this vendor. Only reads are ever repeated; that is done below. */
export interface Line {
  read<T>(operation: string, path: readonly string[], read: SizedRead<T>, call: CallOptions, query?: Query): Promise<T>
  change<T>(operation: string, path: readonly string[], read: Read<T>, call: CallOptions): Promise<T>
  /** @billing Charges the account. */
  buy<T>(operation: string, query: Query, read: Read<T>, call: CallOptions): Promise<T>
}

/** What this provider's parts share. */
export interface Parts {
  readonly line: Line
  readonly provider: string
  readonly currency: string
  readonly clock: { now(): number }
}

export function createLine(http: Http, provider: string): Line {
  const request = <T>(
    operation: string,
    path: readonly string[],
    query: Query,
    read: SizedRead<T>,
    call: CallOptions,
  ) => ({
    operation,
    path,
    query,
    timeout: 30_000,
    maxBytes: 4 * 1024 * 1024,
    signal: call.signal,
    parse: (answer: HttpAnswer) => parse(answer, read, { provider, operation }, http.redact),
  })
  return {
    read: (operation, path, read, call, query = {}) => http.read(request(operation, path, query, read, call)),
    change: (operation, path, read, call) =>
      http.change({ ...request(operation, path, {}, read, call), method: 'POST' }),
    buy: (operation, query, read, call) =>
      http.buy({ ...request(operation, ['numbers'], query, read, call), method: 'POST' }),
  }
}

/** The value an answer holds. The words in the body decide before its status does. */
function parse<T>(answer: HttpAnswer, read: SizedRead<T>, context: Context, redact: (text: string) => string): T {
  const text = new TextDecoder().decode(answer.body)
  const fail = (reason: UnexpectedResponseError['reason']) =>
    unreadable(reason, { ...context, status: answer.status, excerpt: excerpt(text, redact) })
  const json = parseJson(text)
  const error = errorOf(json, context, parseRetryAfter(answer.headers.get('retry-after'), Date.now()))
  if (error) throw error
  if (json === undefined) throw fail(text.trim() === '' ? 'empty' : /^\s*</.test(text) ? 'html' : 'malformed')
  const value = answer.status === 200 ? read(json, answer.body.byteLength) : null
  if (value === null) throw fail('shape')
  return value
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
