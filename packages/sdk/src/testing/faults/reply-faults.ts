import { bodyText, json, looksLikeJson, type Reply } from '../emulators/reply.ts'
import type { FaultTable } from './fault-plan.ts'

/**
 * Faults of the answer itself that any HTTP interface may show; kind → details. The action has been carried out, but for
 * `server-error` and `redirect`.
 */
export interface ReplyFaults {
  /** Exactly this answer. Default: an empty body with status 200. */
  readonly answer: { readonly body?: string; readonly status?: number; readonly contentType?: string }
  /** Nothing, with status 200. */
  readonly empty: unknown
  /** `[]`, PHP's empty object. */
  readonly 'empty-array': unknown
  /** `{}`. */
  readonly 'empty-object': unknown
  /** `null`. */
  readonly null: unknown
  /** `false`. */
  readonly false: unknown
  /** `""`. */
  readonly 'empty-string': unknown
  /** A maintenance page with status 200. */
  readonly html: unknown
  /** A 5xx (default 500) as JSON or as a page; JSON by default. Nothing was carried out. */
  readonly 'server-error': { readonly status?: number; readonly as?: 'json' | 'html' }
  /** The first part of the body, half of it by default. */
  readonly truncated: { readonly share?: number }
  /** The body, and then something that does not belong to it. */
  readonly 'trailing-garbage': unknown
  /** A byte order mark ahead of the body and a line break behind it. */
  readonly 'bom-crlf': unknown
  /** JSON announced as HTML in another charset, text as JSON. */
  readonly 'wrong-content-type': { readonly contentType?: string }
  /** The body as a JSON string. */
  readonly quoted: unknown
  /** Every number in the JSON as a string. */
  readonly 'numeric-strings': unknown
  /** Every list in the JSON as an object with the keys `"0"`, `"1"` and so on. */
  readonly 'list-as-object': unknown
  /** An error, status 500 by default, that repeats the URL asked for, key included; a page by default. */
  readonly 'echo-url': { readonly status?: number; readonly as?: 'json' | 'html' }
  /** A redirect, 302 by default. Nothing was carried out. */
  readonly redirect: { readonly status?: 301 | 302 | 303 | 307 | 308; readonly location?: string }
}

export const page = (title: string, body: string, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${body}</h1></body></html>`,
})

const constant = (body: string) => () => ({ reply: (reply: Reply) => ({ ...reply, status: 200, body }) })

const rewrite = (change: (body: string) => string) => ({
  reply: (reply: Reply) => ({ ...reply, body: change(bodyText(reply)) }),
})

const revive = (change: (value: unknown) => unknown) => () =>
  rewrite(body => (looksLikeJson(body) ? JSON.stringify(JSON.parse(body), (_, value) => change(value)) : body))

const withContentType = (reply: Reply, contentType: string): Reply => ({
  ...reply,
  headers: { ...reply.headers, 'content-type': contentType },
})

export const replyFaults: FaultTable<ReplyFaults, never> = {
  answer: ({ body = '', status = 200, contentType }) => ({
    reply: reply => ({ ...(contentType ? withContentType(reply, contentType) : reply), status, body }),
  }),
  empty: constant(''),
  'empty-array': constant('[]'),
  'empty-object': constant('{}'),
  null: constant('null'),
  false: constant('false'),
  'empty-string': constant('""'),
  html: () => ({ reply: () => page('Maintenance', 'We will be back soon') }),
  'server-error': ({ status = 500, as = 'json' }) => ({
    perform: () =>
      as === 'html'
        ? page(`Error ${status}`, 'Internal Server Error', status)
        : json({ message: 'Server Error' }, status),
  }),
  truncated: ({ share = 0.5 }) => rewrite(body => body.slice(0, Math.floor(body.length * share))),
  'trailing-garbage': () => rewrite(body => `${body}\n<!-- 0.0231s -->`),
  'bom-crlf': () => rewrite(body => `\uFEFF${body}\r\n`),
  'wrong-content-type': ({ contentType }) => ({
    reply: reply =>
      withContentType(
        reply,
        contentType ?? (looksLikeJson(bodyText(reply)) ? 'text/html; charset=windows-1251' : 'application/json'),
      ),
  }),
  quoted: () => rewrite(body => JSON.stringify(body)),
  'numeric-strings': revive(value => (typeof value === 'number' ? String(value) : value)),
  'list-as-object': revive(value => (Array.isArray(value) ? { ...value } : value)),
  'echo-url': ({ status = 500, as = 'html' }) => ({
    reply: (_, { url }) =>
      as === 'html' ? page('Error', `Cannot serve ${url}`, status) : json({ error: url }, status),
  }),
  redirect: ({ status = 302, location = 'https://elsewhere.invalid/' }) => ({
    perform: () => ({ status, headers: { location }, body: '' }),
  }),
}
