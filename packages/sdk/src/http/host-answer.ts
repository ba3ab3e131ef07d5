import type { Clock } from '../utils/clock.ts'
import type { HttpAnswer } from './exchange.ts'
import { excerpt } from './redact.ts'
import { parseRetryAfter } from './retry.ts'

/** What errors about an answer need to know of it. */
export interface AnswerFacts {
  readonly provider: string
  readonly operation: string
  /** ISO 4217, of every amount in it. */
  readonly currency: string
  readonly status: number
  /** When it came, in milliseconds since the Unix epoch. */
  readonly at: number
  /** Milliseconds, from the header. */
  readonly retryAfter: number | null
  /** Redacted, at most 200 characters. */
  readonly excerpt: string
}

/** An answer of a host, with what errors about it need. */
export interface HostAnswer extends AnswerFacts {
  readonly body: Uint8Array
}

interface Host {
  readonly provider: string
  readonly currency: string
  readonly clock: Clock
  readonly redact: (text: string) => string
}

/** More bytes than any excerpt needs. */
const EXCERPT_SOURCE = 16 * 1024

/** An answer as that host's readers take it. */
export function hostAnswer(
  operation: string,
  { status, headers, body }: HttpAnswer,
  { provider, currency, clock, redact }: Host,
): HostAnswer {
  const at = clock.now()
  return {
    provider,
    operation,
    currency,
    status,
    at,
    body,
    retryAfter: parseRetryAfter(headers.get('retry-after'), at),
    get excerpt() {
      return excerpt(new TextDecoder().decode(body.subarray(0, EXCERPT_SOURCE)), redact)
    },
  }
}

/** The body as text. */
export function textOf({ body }: HostAnswer): string {
  return new TextDecoder().decode(body)
}
