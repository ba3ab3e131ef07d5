import { UnexpectedResponseError, type UnexpectedResponseReason } from './transport.ts'

interface Unexpected {
  readonly provider: string
  readonly operation: string
  readonly status: number
  readonly excerpt: string
}

/** An answer that is not in the protocol; `how` goes on from "it answered getPrices …". */
export function unexpected(
  reason: UnexpectedResponseReason,
  { provider, operation, status, excerpt }: Unexpected,
  how = `in a way that is not in its protocol (${reason})`,
  activationId: string | null = null,
): UnexpectedResponseError {
  const hint = excerpt ? `It said: ${JSON.stringify(excerpt)}` : null
  const context = { provider, operation, reason, status, excerpt, hint, activationId }
  return new UnexpectedResponseError(`${provider} answered ${operation} ${how}`, context)
}
