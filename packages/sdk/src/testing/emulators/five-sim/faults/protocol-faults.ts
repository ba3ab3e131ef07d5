import type { FaultTable } from '../../../faults/fault-plan.ts'
import { page } from '../../../faults/reply-faults.ts'
import { bodyText, looksLikeJson, type Reply } from '../../reply.ts'
import { bad, lost, tooManyRequests, unauthorized } from '../answers/refusals.ts'

/** Faults in the words of the protocol; kind → details. Where there is an error or a refusal, nothing was carried out. */
export interface FiveSimProtocolFaults {
  /** 429 in the host's words, or 503 (a page) as its limits by address are; `retryAfter` is left out by default. */
  readonly 'rate-limited': { readonly status?: 429 | 503; readonly retryAfter?: number | Date | string }
  /** The host's answer to a wrong key. */
  readonly 'bad-key': unknown
  /** Plain text, `internal error` with 500 by default. */
  readonly 'error-token': { readonly token?: string; readonly status?: number }
  /** The way to `/404.html`, as of a path that no route has. */
  readonly unrouted: unknown
  /** Prices turned inside out: countries and products change places. */
  readonly 'service-first': unknown
  /** An error, status 500 by default, that repeats the URL and every header of the request, the key included. */
  readonly 'echo-headers': { readonly status?: number }
}

export const protocolFaults: FaultTable<FiveSimProtocolFaults, never> = {
  'rate-limited': ({ status = 429, retryAfter }) => ({
    perform: () => comeBack(status === 429 ? tooManyRequests : page('503', 'Service Unavailable', 503), retryAfter),
  }),
  'bad-key': () => ({ perform: () => unauthorized }),
  'error-token': ({ token = 'internal error', status = 500 }) => ({ perform: () => bad(token, status) }),
  unrouted: () => ({ perform: () => lost }),
  'service-first': () => ({ actions: new Set(['guest/prices']), reply: insideOut }),
  'echo-headers': ({ status = 500 }) => ({
    reply: (_, { method, url, headers }) =>
      bad(`${method} ${url}\n${Array.from(headers, ([name, value]) => `${name}: ${value}`).join('\n')}`, status),
  }),
}

function comeBack(reply: Reply, when?: number | Date | string): Reply {
  if (when === undefined) return reply
  const retryAfter = when instanceof Date ? when.toUTCString() : String(when)
  return { ...reply, headers: { ...reply.headers, 'retry-after': retryAfter } }
}

function insideOut(reply: Reply): Reply {
  const body = bodyText(reply)
  if (!looksLikeJson(body)) return reply
  const turned = new Map<string, [string, unknown][]>()
  for (const [outer, row] of Object.entries<unknown>(Object(JSON.parse(body)))) {
    for (const [inner, leaf] of Object.entries<unknown>(Object(row))) {
      turned.set(inner, [...(turned.get(inner) ?? []), [outer, leaf]])
    }
  }
  const rows = Array.from(turned, ([inner, outers]) => [inner, Object.fromEntries(outers)])
  return { ...reply, body: JSON.stringify(Object.fromEntries(rows)) }
}
