import {
  AccountBlockedError,
  AuthenticationError,
  CapabilityError,
  InsufficientBalanceError,
} from '../../errors/access.ts'
import { InvalidTransitionError, NotFoundError, TooEarlyToCancelError } from '../../errors/activation.ts'
import type { ErrorContext, OneSmsError } from '../../errors/base.ts'
import { OutOfStockError, UnknownReferenceError } from '../../errors/catalog.ts'
import { ProviderUnavailableError, RateLimitError } from '../../errors/transport.ts'
import { unexpected } from '../../errors/unexpected.ts'
import type { HostAnswer } from '../../http/host-answer.ts'
import type { Reply } from './reply.ts'
import { kindOf } from './words.ts'

/** The error that an answer stands for. `rejected`: it is proof that a purchase was refused. */
export function toError(reply: Reply, answer: HostAnswer, rejected = false): OneSmsError {
  const known = reply.kind === 'word' ? fromWord(reply.word, answer, rejected) : null
  return known ?? fromStatus(answer, rejected) ?? unexpected(reasonOf(reply), answer)
}

function reasonOf(reply: Reply) {
  if (reply.kind === 'unreadable') return reply.reason
  return reply.kind === 'word' ? 'unknown_word' : 'shape'
}

function fromWord(word: string, answer: HostAnswer, rejected: boolean): OneSmsError | null {
  const { provider, operation, status, retryAfter } = answer
  const kind = kindOf(word)
  const said = `${provider} answered ${JSON.stringify(word)}`
  const context: ErrorContext = { provider, operation, rejected }
  switch (kind) {
    case 'balance':
      return new InsufficientBalanceError(said, { ...context, hint: 'Top up the account at the provider.' })
    case 'blocked':
      return new AccountBlockedError(said, { ...context, hint: 'The rating comes back within 24 hours.' })
    case 'stock':
      return new OutOfStockError(said, context)
    case 'country':
    case 'operator':
    case 'service':
      return new UnknownReferenceError(said, { ...context, kind, hint: `It does not know this ${kind}.` })
    case 'rate':
      return new RateLimitError(`${provider} refused for haste`, { ...context, retryAfter })
    case 'server':
      return new ProviderUnavailableError(said, { ...context, status })
    case 'missing':
      return new NotFoundError(said, context)
    case 'state':
      return new InvalidTransitionError(said, { ...context, hint: 'Look at the number again.' })
    case 'early':
      return new TooEarlyToCancelError(said, context)
    case 'rental':
      return new CapabilityError(`${said}: a rented number runs to its end`, context)
    case null:
      return null
  }
}

/** The host says 401 with an empty body to a key it does not take, and 503 as well as 429 to haste. */
function fromStatus({ provider, operation, status, retryAfter }: HostAnswer, rejected: boolean): OneSmsError | null {
  const context: ErrorContext = { provider, operation, rejected }
  const said = `${provider} answered with HTTP ${status}`
  if (status === 401 || status === 403)
    return new AuthenticationError(said, { ...context, hint: 'Check the API key of this provider.' })
  if (status === 429 || status === 503) return new RateLimitError(said, { ...context, retryAfter })
  if (status >= 500) return new ProviderUnavailableError(said, { ...context, status })
  return null
}
