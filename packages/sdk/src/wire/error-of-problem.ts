import {
  AccountBlockedError,
  AuthenticationError,
  CapabilityError,
  ConfigurationError,
  InsufficientBalanceError,
} from '../errors/access.ts'
import { InvalidTransitionError, NotFoundError, TooEarlyToCancelError } from '../errors/activation.ts'
import type { ErrorContext, OneSmsError } from '../errors/base.ts'
import { OutOfStockError, UnknownReferenceError } from '../errors/catalog.ts'
import { FailoverError } from '../errors/failover.ts'
import {
  IdempotencyConflictError,
  LimitReachedError,
  PriceCapError,
  PurchaseHeldError,
  PurchaseNotSentError,
} from '../errors/purchase.ts'
import { ProviderUnavailableError, RateLimitError, UnexpectedResponseError } from '../errors/transport.ts'
import { isRecord } from '../utils/record.ts'
import { membersOfProblem, type ProblemMembers } from './problem-members.ts'

/** Where a problem was met. */
export interface ProblemContext extends Pick<ErrorContext, 'provider' | 'operation'> {
  /** Milliseconds to wait, as the header says; `null` when it is absent. */
  readonly retryAfter?: number | null
}

type Build = (fact: string, context: ErrorContext, members: ProblemMembers) => OneSmsError

const unavailable: Build = (fact, context, { status }) => new ProviderUnavailableError(fact, { ...context, status })
const rateLimit: Build = (fact, context, { retryAfter }) => new RateLimitError(fact, { ...context, retryAfter })
const authentication: Build = (fact, context) => new AuthenticationError(fact, context)
const capability: Build = (fact, context) => new CapabilityError(fact, context)
const configuration: Build = (fact, context) => new ConfigurationError(fact, context)
const invalidTransition: Build = (fact, context) => new InvalidTransitionError(fact, context)
const notFound: Build = (fact, context) => new NotFoundError(fact, context)
const notSent: Build = (fact, context) => new PurchaseNotSentError(fact, context)
const held: Build = (fact, context, { retryAfter, intentId }) =>
  new PurchaseHeldError(fact, { ...context, retryAfter: retryAfter ?? 0, intentId })

/** By the member `error` where there is one, since one code stands for several kinds; else by `code`. */
const BUILDERS: Readonly<Record<string, Build>> = {
  account_blocked: (fact, context, { until }) => new AccountBlockedError(fact, { ...context, until }),
  activation_ended: invalidTransition,
  authentication,
  capability,
  configuration,
  draining: notSent,
  failover_exhausted: (fact, context) => new FailoverError(fact, context),
  forbidden: authentication,
  idempotency_conflict: (fact, context) => new IdempotencyConflictError(fact, context),
  in_progress: held,
  insufficient_balance: (fact, context) => new InsufficientBalanceError(fact, context),
  intent_store: notSent,
  invalid_parameter: configuration,
  invalid_transition: invalidTransition,
  limit_reached: (fact, context, { limit }) => new LimitReachedError(fact, { ...context, limit }),
  missing_idempotency_key: configuration,
  missing_parameter: configuration,
  not_allowed: capability,
  not_found: notFound,
  not_sent: notSent,
  out_of_stock: (fact, context) => new OutOfStockError(fact, context),
  price_cap: (fact, context, { lowestPrice, activationId }) =>
    new PriceCapError(fact, { ...context, lowestPrice, activationId }),
  provider_unavailable: unavailable,
  purchase_disabled: capability,
  purchase_not_sent: notSent,
  rate_limit: rateLimit,
  reconciling: held,
  too_early_to_cancel: (fact, context, { cancellableAt, minimumAge }) =>
    new TooEarlyToCancelError(fact, { ...context, cancellableAt, minimumAge }),
  too_many_requests: rateLimit,
  unauthorized: authentication,
  unexpected_response: (fact, context, { reason }) => new UnexpectedResponseError(fact, { ...context, reason }),
  unknown_parameter: configuration,
  unknown_reference: (fact, context, { kind, suggestions }) =>
    new UnknownReferenceError(fact, { ...context, kind, suggestions }),
}

/** Where nobody knows the code, the status says what it is about. */
function builderOfStatus(status: number): Build {
  if (status === 401 || status === 403) return authentication
  if (status === 404) return notFound
  if (status === 429) return rateLimit
  if (status >= 500) return unavailable
  return (fact, context) => new UnexpectedResponseError(fact, { ...context, reason: 'unknown_word', status })
}

/**
 * The error that an answer of a daemon with a status of 400 or more stands for: what {@link problemOf} made a problem of.
 * An answer that is no problem, such as the page of a proxy, says nothing but its status, and proves nothing.
 */
export function errorOfProblem(status: number, json: unknown, where: ProblemContext = {}): OneSmsError {
  const { provider = null, operation = null, retryAfter = null } = where
  if (!isRecord(json) || typeof json['code'] !== 'string') {
    const fact = `the daemon, or something in front of it, answered with status ${status}`
    const build = status === 404 ? unavailable : builderOfStatus(status) // nobody who knows our numbers says so
    return build(fact, { provider, operation }, membersOfProblem(status, {}, retryAfter))
  }
  const { code, error, detail, hint, rejected } = json
  const build = BUILDERS[typeof error === 'string' ? error : code] ?? BUILDERS[code] ?? builderOfStatus(status)
  const context = {
    provider,
    operation,
    rejected: rejected === true,
    hint: typeof hint === 'string' ? hint : null,
  }
  const fact = typeof detail === 'string' && detail !== '' ? detail : `the daemon answered ${code}`
  return build(fact, context, membersOfProblem(status, json, retryAfter))
}
