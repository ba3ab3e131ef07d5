import type { FaultTable } from '../../../faults/fault-plan.ts'
import { bodyText, json, looksLikeJson, type Reply, text } from '../../reply.ts'
import type { Dialect } from '../dialect.ts'
import { errorOnly, falseStatus, framework, titled } from '../envelopes.ts'
import { announced } from '../route.ts'

/** Error envelopes of the family, by the members they have. */
export type EnvelopeForm =
  | 'title'
  | 'status-message'
  | 'status-error'
  | 'status-msg'
  | 'false-msg'
  | 'error-only'
  | 'framework'

/** Faults in the words of the protocol; kind → details. Where there is an error or a refusal, nothing was carried out. */
export interface ProtocolFaults {
  /** 429 in the host's own words; `retryAfter` in seconds, as a date or as any text, left out by default. */
  readonly 'rate-limited': { readonly retryAfter?: number | Date | string }
  /** The host's answer to a wrong key. */
  readonly 'bad-key': unknown
  /** A plain word with status 200, `ERROR_SQL` by default. */
  readonly 'error-token': { readonly token?: string }
  /** An error in JSON with status 200: `{"status":"error","error":"SERVER_ERROR"}` by default. */
  readonly 'error-envelope': { readonly form?: EnvelopeForm; readonly code?: string }
  /** The nested table turned inside out: services outside, countries inside. */
  readonly 'service-first': unknown
  /** `[]` in place of the first country's object, as PHP writes an empty one. */
  readonly 'empty-array-country': unknown
}

const envelopes: Readonly<Record<EnvelopeForm, (code: string) => Reply>> = {
  title: code => titled(code, 'Something went wrong', 200),
  'status-message': message => json({ status: 'error', message, errorMsg: 'Something went wrong' }),
  'status-error': error => json({ status: 'error', error }),
  'status-msg': msg => json({ status: 'error', msg }),
  'false-msg': falseStatus,
  'error-only': errorOnly,
  framework: code => framework(code, 200),
}

export function protocolFaults(dialect: Dialect): FaultTable<ProtocolFaults, never> {
  const { badKey, rateLimited } = dialect.refusals
  const instead = (reply: Reply) => ({ perform: () => announced(dialect, reply) })
  return {
    'rate-limited': ({ retryAfter }) =>
      instead(retryAfter === undefined ? rateLimited : comeBack(rateLimited, retryAfter)),
    'bad-key': () => instead(badKey),
    'error-token': ({ token = 'ERROR_SQL' }) => instead(text(token)),
    'error-envelope': ({ form = 'status-error', code = 'SERVER_ERROR' }) => instead(envelopes[form](code)),
    'service-first': () => ({ reply: reply => changed(reply, insideOut) }),
    'empty-array-country': () => ({
      reply: reply => changed(reply, ([[first], ...others]) => [[first, []], ...others]),
    }),
  }
}

/** A refusal that says when to come back. */
export const comeBack = (reply: Reply, when: number | Date | string): Reply => ({
  ...reply,
  headers: { ...reply.headers, 'retry-after': when instanceof Date ? when.toUTCString() : String(when) },
})

type Member = readonly [key: string, value: unknown]

/** The reply with its object's members changed; anything but an object with members stays as it is. */
function changed(reply: Reply, change: (members: [Member, ...Member[]]) => Member[]): Reply {
  const body = bodyText(reply)
  const [first, ...others] = looksLikeJson(body) ? Object.entries<unknown>(JSON.parse(body)) : []
  return first ? { ...reply, body: JSON.stringify(Object.fromEntries(change([first, ...others]))) } : reply
}

function insideOut(members: readonly Member[]): Member[] {
  const outer = new Map<string, Member[]>()
  for (const [country, row] of members) {
    for (const [service, leaf] of Object.entries(row ?? {})) {
      outer.set(service, [...(outer.get(service) ?? []), [country, leaf]])
    }
  }
  return Array.from(outer, ([service, countries]) => [service, Object.fromEntries(countries)])
}
