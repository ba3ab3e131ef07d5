import {
  AccountBlockedError,
  AuthenticationError,
  CapabilityError,
  ConfigurationError,
  InsufficientBalanceError,
} from '../errors/access.ts'
import type { ErrorContext, OneSmsError } from '../errors/base.ts'
import { OutOfStockError, UnknownReferenceError } from '../errors/catalog.ts'
import type { ErrorCode } from '../errors/codes.ts'
import { FailoverError } from '../errors/failover.ts'
import { LimitReachedError, PriceCapError } from '../errors/purchase.ts'
import { ProviderUnavailableError, RateLimitError } from '../errors/transport.ts'
import type { Refusal } from './intent.ts'

type Context = ErrorContext & { readonly provider: string; readonly operation: string }

const CLASSES: Partial<Record<ErrorCode, new (fact: string, context: Context) => OneSmsError>> = {
  account_blocked: AccountBlockedError,
  authentication: AuthenticationError,
  capability: CapabilityError,
  configuration: ConfigurationError,
  failover_exhausted: FailoverError,
  insufficient_balance: InsufficientBalanceError,
  limit_reached: LimitReachedError,
  out_of_stock: OutOfStockError,
  rate_limit: RateLimitError,
}

export function toRefusal(error: OneSmsError): Refusal {
  const lowestPrice = error.code === 'price_cap' ? (error as PriceCapError).lowestPrice : null
  return { code: error.code, message: error.message, lowestPrice }
}

/** The error a refusal was made from, as far as it is kept: its class and words, not the times in it. */
export function fromRefusal({ code, message, lowestPrice }: Refusal, where: Context): OneSmsError {
  const context: Context = { ...where, rejected: true }
  if (code === 'price_cap') return new PriceCapError(message, { ...context, lowestPrice })
  if (code === 'unknown_reference') return new UnknownReferenceError(message, { ...context, kind: 'service' })
  return new (CLASSES[code] ?? ProviderUnavailableError)(message, context)
}
