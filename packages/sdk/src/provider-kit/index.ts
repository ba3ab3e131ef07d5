export { type ReferenceTable, referenceTable } from '../catalog/reference-table.ts'
export { resolveReference } from '../catalog/resolve.ts'
export {
  AccountBlockedError,
  AuthenticationError,
  CapabilityError,
  ConfigurationError,
  InsufficientBalanceError,
} from '../errors/access.ts'
export { InvalidTransitionError, NotFoundError, TooEarlyToCancelError } from '../errors/activation.ts'
export { type ErrorContext, OneSmsError } from '../errors/base.ts'
export { OutOfStockError, UnknownReferenceError } from '../errors/catalog.ts'
export { PriceCapError, PurchaseNotSentError } from '../errors/purchase.ts'
export { ProviderUnavailableError, RateLimitError, UnexpectedResponseError } from '../errors/transport.ts'
export { WebhookError } from '../errors/webhook.ts'
export { type ApiKey, apiKeySecrets } from '../http/api-key.ts'
export { checkBaseUrl } from '../http/base-url.ts'
export { createHttp, type Http, type HttpRequest } from '../http/create-http.ts'
export { resolveApiKey } from '../http/credentials.ts'
export type { FetchLike, HttpAnswer } from '../http/exchange.ts'
export { createLimiter } from '../http/limiter.ts'
export { excerpt } from '../http/redact.ts'
export { parseRetryAfter } from '../http/retry.ts'
export { type Money, parseAmount } from '../money/money.ts'
export type { ActivationsFacet } from '../provider/activations.ts'
export type { CallOptions } from '../provider/call-options.ts'
export type { Country, Offer, Operator, Service } from '../provider/catalog.ts'
export { defineProvider } from '../provider/define-provider.ts'
export type { FailedBatch, OfferBatch, ScanReport } from '../provider/offer-batch.ts'
export type { PurchaseReference, PurchaseReport } from '../provider/outcome.ts'
export type { AccountFacet, CatalogFacet, OfferQuery, Provider, ScanQuery } from '../provider/provider.ts'
export type { PurchaseOrder, PurchaseRequest, PurchaseTarget, ReportReason } from '../provider/purchase.ts'
export type { CountryRef, ServiceRef } from '../provider/references.ts'
export type { RentalsFacet } from '../provider/rentals.ts'
export type {
  ActivationObservation,
  ActivationSnapshot,
  ActivationStatus,
  ObservedMessage,
} from '../provider/snapshot.ts'
export type { ProviderTraits } from '../provider/traits.ts'
export type { WebhooksFacet } from '../provider/webhooks.ts'
export { type Clock, systemClock } from '../utils/clock.ts'
export type { RequestPace } from '../utils/request-pace.ts'
