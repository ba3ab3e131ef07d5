import {
  AccountBlockedError,
  AuthenticationError,
  CapabilityError,
  InsufficientBalanceError,
} from '../../errors/access.ts'
import type { ErrorContext, OneSmsError } from '../../errors/base.ts'
import { OutOfStockError, UnknownReferenceError } from '../../errors/catalog.ts'
import {
  ProviderUnavailableError,
  RateLimitError,
  UnexpectedResponseError,
  type UnexpectedResponseReason,
} from '../../errors/transport.ts'
import type { ErrorReply, Reply } from './reply.ts'
import { kindOf } from './words.ts'

export interface AnswerContext {
  readonly provider: string
  readonly operation: string
  readonly status: number
  /** Milliseconds, from the header. */
  readonly retryAfter: number | null
  /** Redacted, at most 200 characters. */
  readonly excerpt: string
}

/** The error that an answer of a read stands for. */
export function toError(reply: Exclude<Reply, { kind: 'data' | 'token' }>, answer: AnswerContext): OneSmsError {
  if (reply.kind === 'error') return fromWord(reply, answer)
  return fromStatus(answer) ?? unexpected(reply.reason, answer)
}

/** The answer was readable, but is not what the action answers; `how` goes on from "it answered getPrices …". */
export function unexpectedShape(how: string, answer: AnswerContext): UnexpectedResponseError {
  return unexpected('shape', answer, how)
}

/** Readable, but beside a status that no good answer has. */
export function notAnAnswer(answer: AnswerContext): OneSmsError {
  return fromStatus(answer) ?? unexpectedShape(`with HTTP ${answer.status}`, answer)
}

/** An empty catalog, where there is always something: it is a fault of the host, not news about the catalog. */
export function suspiciousEmpty(answer: AnswerContext): UnexpectedResponseError {
  return unexpected('suspicious_empty', answer, 'with an empty catalog')
}

function fromWord(reply: ErrorReply, answer: AnswerContext): OneSmsError {
  const { provider, operation } = answer
  const kind = kindOf(reply)
  const said = `${provider} answered ${reply.code}`
  const context: ErrorContext = { provider, operation }
  switch (kind) {
    case 'authentication':
      return new AuthenticationError(said, { ...context, hint: 'Check the API key of this provider.' })
    case 'blocked':
      return new AccountBlockedError(said, { ...context, until: bannedUntil(reply) })
    case 'balance':
      return new InsufficientBalanceError(said, { ...context, hint: 'Top up the account at the provider.' })
    case 'stock':
      return new OutOfStockError(said, context)
    case 'service':
    case 'country':
    case 'operator':
      return new UnknownReferenceError(said, { ...context, kind, hint: `It does not know this ${kind}.` })
    case 'action':
      return new CapabilityError(`${said}: it does not offer ${operation}`, context)
    case 'rate':
      return new RateLimitError(said, { ...context, retryAfter: answer.retryAfter })
    case 'server':
      return new ProviderUnavailableError(said, { ...context, status: answer.status })
    case null:
      return fromStatus(answer) ?? unexpected('unknown_word', answer)
  }
}

function fromStatus({ provider, operation, status, retryAfter }: AnswerContext): OneSmsError | null {
  const context: ErrorContext = { provider, operation }
  const said = `${provider} answered with HTTP ${status}`
  if (status === 401) return new AuthenticationError(said, { ...context, hint: 'Check the API key of this provider.' })
  if (status === 402)
    return new InsufficientBalanceError(said, { ...context, hint: 'Top up the account at the provider.' })
  if (status === 429) return new RateLimitError(said, { ...context, retryAfter })
  if (status >= 500) return new ProviderUnavailableError(said, { ...context, status })
  return null
}

function unexpected(
  reason: UnexpectedResponseReason,
  answer: AnswerContext,
  how = `in a way that is not in its protocol (${reason})`,
): UnexpectedResponseError {
  const { provider, operation, status, excerpt } = answer
  const hint = excerpt ? `It said: ${JSON.stringify(excerpt)}` : null
  const context = { provider, operation, reason, status, excerpt, hint }
  return new UnexpectedResponseError(`${provider} answered ${operation} ${how}`, context)
}

/** `BANNED:'2026-01-31 12-30-00'` (zone untold, taken as UTC) or `info.banned_until` in Unix seconds. */
function bannedUntil({ parameter, info }: ErrorReply): Date | null {
  const seconds = info['banned_until']
  if (typeof seconds === 'number' && Number.isFinite(seconds)) return asDate(seconds * 1000)
  const match = /^'?(\d{4})-(\d{1,2})-(\d{1,2}) (\d{1,2})[-:](\d{2})[-:](\d{2})'?$/.exec(parameter ?? '')
  if (!match) return null
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number)
  return asDate(Date.UTC(year, month - 1, day, hour, minute, second))
}

function asDate(ms: number): Date | null {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? null : date
}
