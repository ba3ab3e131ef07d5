import {
  AccountBlockedError,
  AuthenticationError,
  CapabilityError,
  InsufficientBalanceError,
} from '../../errors/access.ts'
import { InvalidTransitionError, NotFoundError, TooEarlyToCancelError } from '../../errors/activation.ts'
import type { ErrorContext, OneSmsError } from '../../errors/base.ts'
import { OutOfStockError, UnknownReferenceError } from '../../errors/catalog.ts'
import { PriceCapError } from '../../errors/purchase.ts'
import { ProviderUnavailableError, RateLimitError } from '../../errors/transport.ts'
import { unexpected } from '../../errors/unexpected.ts'
import { type Money, parseAmount } from '../../money/money.ts'
import type { ErrorReply, Reply } from './reply.ts'
import { type AnswerContext, unexpectedShape } from './unexpected.ts'
import { durationHint, freezeHint } from './word-hours.ts'
import { banOf, cancellableFrom } from './word-times.ts'
import { kindOf } from './words.ts'

/** The error that an answer stands for. */
export function toError(reply: Exclude<Reply, { kind: 'data' | 'token' }>, answer: AnswerContext): OneSmsError {
  if (reply.kind === 'error') return fromWord(reply, answer)
  return fromStatus(answer) ?? unexpected(reply.reason, answer)
}

/** Readable, but beside a status that no good answer has. */
export function notAnAnswer(answer: AnswerContext): OneSmsError {
  return fromStatus(answer) ?? unexpectedShape(`with HTTP ${answer.status}`, answer)
}

function fromWord(reply: ErrorReply, answer: AnswerContext): OneSmsError {
  const { provider, operation, rejected = false } = answer
  const kind = kindOf(reply)
  const said = `${provider} answered ${reply.code}`
  const context: ErrorContext = { provider, operation, rejected }
  switch (kind) {
    case 'authentication':
      return new AuthenticationError(said, { ...context, hint: 'Check the API key of this provider.' })
    case 'blocked':
      return new AccountBlockedError(said, { ...context, ...banOf(reply) })
    case 'balance':
      return new InsufficientBalanceError(said, { ...context, hint: 'Top up the account at the provider.' })
    case 'price':
      return new PriceCapError(said, { ...context, ...priceHint(lowestPrice(reply, answer)) })
    case 'stock':
      return new OutOfStockError(said, context)
    case 'service':
    case 'country':
    case 'operator':
      return new UnknownReferenceError(said, { ...context, kind, hint: `It does not know this ${kind}.` })
    case 'input':
      return new CapabilityError(`${said}: it does not take this request`, context)
    case 'duration':
      return new CapabilityError(`${said}: it does not sell this length of time`, {
        ...context,
        ...durationHint(reply),
      })
    case 'action':
      return new CapabilityError(`${said}: it does not offer ${operation}`, context)
    case 'rate':
      return new RateLimitError(said, { ...context, retryAfter: answer.retryAfter })
    case 'server':
      return new ProviderUnavailableError(said, { ...context, status: answer.status })
    case 'missing':
    case 'none':
      return new NotFoundError(said, context)
    case 'early':
      return new TooEarlyToCancelError(said, { ...context, ...cancellableFrom(reply, answer.at) })
    case 'frozen':
      return new InvalidTransitionError(said, { ...context, ...freezeHint(reply) })
    case 'state':
    case 'ended':
      return new InvalidTransitionError(said, { ...context, hint: 'Look at the activation again.' })
    case null:
      return fromStatus(answer) ?? unexpected('unknown_word', answer)
  }
}

function fromStatus({ provider, operation, status, retryAfter, rejected = false }: AnswerContext): OneSmsError | null {
  const context: ErrorContext = { provider, operation, rejected }
  const said = `${provider} answered with HTTP ${status}`
  if (status === 401) return new AuthenticationError(said, { ...context, hint: 'Check the API key of this provider.' })
  if (status === 402)
    return new InsufficientBalanceError(said, { ...context, hint: 'Top up the account at the provider.' })
  if (status === 429) return new RateLimitError(said, { ...context, retryAfter })
  if (status >= 500) return new ProviderUnavailableError(said, { ...context, status })
  return null
}

const priceHint = (lowest: Money | null) => ({
  lowestPrice: lowest,
  ...(lowest !== null && { hint: `The lowest price is ${lowest.amount} ${lowest.currency}: maxPrice is below it.` }),
})

/** `WRONG_MAX_PRICE:0.2`, or `info.min`. */
function lowestPrice({ parameter, info }: ErrorReply, { currency }: AnswerContext): Money | null {
  const amount = parseAmount(parameter ?? info['min'])
  return amount === null || amount.startsWith('-') ? null : { amount, currency }
}
