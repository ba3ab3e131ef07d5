import type { AccountBlockedError } from '../errors/access.ts'
import type { TooEarlyToCancelError } from '../errors/activation.ts'
import type { OneSmsError } from '../errors/base.ts'
import type { UnknownReferenceError } from '../errors/catalog.ts'
import type { ErrorCode } from '../errors/codes.ts'
import type { LimitReachedError, PriceCapError, PurchaseHeldError } from '../errors/purchase.ts'
import type { RateLimitError, UnexpectedResponseError } from '../errors/transport.ts'
import type { WireProblem } from './types.ts'

/** How an error is told over HTTP: the status, and the code that programs compare with. */
const TOLD: Readonly<Record<ErrorCode, readonly [code: string, status: number]>> = {
  configuration: ['invalid_parameter', 400],
  unknown_reference: ['unknown_reference', 404],
  not_found: ['not_found', 404],
  capability: ['capability', 422],
  insufficient_balance: ['insufficient_balance', 402],
  limit_reached: ['limit_reached', 402],
  out_of_stock: ['out_of_stock', 409],
  price_cap: ['price_cap', 409],
  purchase_held: ['reconciling', 409],
  idempotency_conflict: ['idempotency_conflict', 422],
  purchase_not_sent: ['not_sent', 503],
  intent_store: ['not_sent', 503],
  purchase_unknown: ['purchase_unknown', 503],
  invalid_transition: ['invalid_transition', 409],
  activation_ended: ['invalid_transition', 409],
  too_early_to_cancel: ['too_early_to_cancel', 409],
  webhook: ['malformed_request', 400],
  authentication: ['provider_unavailable', 503],
  account_blocked: ['provider_unavailable', 503],
  rate_limit: ['provider_unavailable', 503],
  unexpected_response: ['provider_unavailable', 503],
  failover_exhausted: ['provider_unavailable', 503],
  provider_unavailable: ['provider_unavailable', 503],
  wait_timeout: ['provider_unavailable', 503],
}

/** An error on its way to the other end, which makes the same error of it again. */
export interface ProblemOfError {
  readonly code: string
  readonly status: number
  readonly detail: string
  /** Beside `type`, `title`, `status`, `code` and `detail`. */
  readonly members: Readonly<Partial<WireProblem>>
}

/** How an error of ours is told over HTTP. Where it is proof that nothing was bought, the member `rejected` says so. */
export function problemOf(error: OneSmsError): ProblemOfError {
  const [code, status] = TOLD[error.code]
  const { hint, provider, rejected } = error
  const detail = hint ? error.message.slice(0, -hint.length - 1) : error.message
  const members = {
    ...(rejected && { rejected }),
    ...(provider !== null && { provider }),
    ...(hint !== null && { hint }),
    ...(code !== error.code && { error: error.code }),
    ...membersOf(error),
  }
  return { code, status, detail, members }
}

function membersOf(error: OneSmsError): Readonly<Record<string, unknown>> {
  switch (error.code) {
    case 'unknown_reference': {
      const { kind, suggestions } = error as UnknownReferenceError
      return { field: kind, suggestions }
    }
    case 'price_cap': {
      const { lowestPrice, activationId } = error as PriceCapError
      return { lowest_price: lowestPrice, activation_id: activationId }
    }
    case 'limit_reached':
      return { limit: (error as LimitReachedError).limit }
    case 'purchase_held': {
      const { retryAfter, intentId } = error as PurchaseHeldError
      return { retry_after_ms: retryAfter, intent_id: intentId }
    }
    case 'purchase_unknown':
      return { intent_id: (error as OneSmsError & { readonly intentId: string }).intentId }
    case 'rate_limit':
      return { retry_after_ms: (error as RateLimitError).retryAfter }
    case 'account_blocked':
      return { until: (error as AccountBlockedError).until?.toISOString() ?? null }
    case 'unexpected_response':
      return { reason: (error as UnexpectedResponseError).reason }
    case 'too_early_to_cancel': {
      const { cancellableAt, minimumAge } = error as TooEarlyToCancelError
      return { cancellable_at: cancellableAt?.toISOString() ?? null, minimum_age_ms: minimumAge }
    }
    default:
      return {}
  }
}
