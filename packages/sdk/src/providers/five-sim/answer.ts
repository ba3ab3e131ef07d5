import { UnexpectedResponseError, type UnexpectedResponseReason } from '../../errors/transport.ts'

/** An answer of the host, with what errors about it need. */
export interface Answer {
  readonly provider: string
  readonly operation: string
  /** ISO 4217, of every amount in it. */
  readonly currency: string
  readonly status: number
  /** Milliseconds, from the header. */
  readonly retryAfter: number | null
  /** Redacted, at most 200 characters. */
  readonly excerpt: string
  readonly body: Uint8Array
}

/** The body as text. */
export function textOf({ body }: Answer): string {
  return new TextDecoder().decode(body)
}

/** An answer that is not in the protocol; `how` goes on from "it answered user/check …". */
export function unexpected(
  reason: UnexpectedResponseReason,
  answer: Answer,
  how = `in a way that is not in its protocol (${reason})`,
  activationId: string | null = null,
): UnexpectedResponseError {
  const { provider, operation, status, excerpt } = answer
  const hint = excerpt ? `It said: ${JSON.stringify(excerpt)}` : null
  const context = { provider, operation, reason, status, excerpt, hint, activationId }
  return new UnexpectedResponseError(`${provider} answered ${operation} ${how}`, context)
}
