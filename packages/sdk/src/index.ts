export type { Activation, ActivationEvents } from './activation/activation.ts'
export { ActivationEndedError } from './activation/ended-error.ts'
export type { CancelOptions, SubscribeOptions, WaitOptions } from './activation/options.ts'
export { cheapest } from './catalog/cheapest.ts'
export type { KnownCountry, KnownService } from './catalog/known.generated.ts'
export type { ActivationsResource } from './client/activations.ts'
export type { AvailabilityQuery, CatalogResource } from './client/catalog.ts'
export {
  type AccountResource,
  type BaseClient,
  type Client,
  type ClientOptions,
  createClient,
} from './client/create-client.ts'
export type { ClientEvents } from './client/events.ts'
export type { PurchasesResource } from './client/purchases.ts'
export type { RentalsResource } from './client/rentals.ts'
export type { WebhooksResource } from './client/webhooks.ts'
export {
  AccountBlockedError,
  AuthenticationError,
  CapabilityError,
  ConfigurationError,
  InsufficientBalanceError,
} from './errors/access.ts'
export {
  InvalidTransitionError,
  NotFoundError,
  TooEarlyToCancelError,
  WaitTimeoutError,
} from './errors/activation.ts'
export { type ErrorContext, OneSmsError } from './errors/base.ts'
export { OutOfStockError, type ReferenceKind, UnknownReferenceError } from './errors/catalog.ts'
export type { ErrorCode } from './errors/codes.ts'
export { type FailoverAttempt, FailoverError } from './errors/failover.ts'
export {
  IdempotencyConflictError,
  IntentStoreError,
  LimitReachedError,
  PriceCapError,
  PurchaseHeldError,
  PurchaseNotSentError,
} from './errors/purchase.ts'
export {
  ProviderUnavailableError,
  RateLimitError,
  UnexpectedResponseError,
  type UnexpectedResponseReason,
} from './errors/transport.ts'
export { WebhookError } from './errors/webhook.ts'
export { type FailoverOptions, type FailoverProvider, failover } from './failover/failover.ts'
export type { NumberOutcome, OutcomeCount, OutcomeStore } from './failover/outcomes.ts'
export type { FailoverStrategy } from './failover/rank.ts'
export type { Rates } from './failover/rates.ts'
export { compareMoney, formatMoney, type Money } from './money/money.ts'
export type { ActivationsFacet } from './provider/activations.ts'
export type { CallOptions } from './provider/call-options.ts'
export type { Availability, Country, Offer, OfferTier, Operator, Service } from './provider/catalog.ts'
export type { FailoverEvent, ProviderEvents } from './provider/events.ts'
export type { FailedBatch, OfferBatch, RowProblems, ScanReport } from './provider/offer-batch.ts'
export type { PurchaseReference, PurchaseReport } from './provider/outcome.ts'
export type { AccountFacet, CatalogFacet, OfferQuery, Provider, ScanQuery } from './provider/provider.ts'
export type {
  PurchaseKind,
  PurchaseOrder,
  PurchaseRequest,
  PurchaseTarget,
  ReportReason,
} from './provider/purchase.ts'
export type { CountryRef, NativeReference, ServiceRef } from './provider/references.ts'
export type { NumberSnapshot, RentalObservation, RentalSnapshot, RentalStatus } from './provider/rental-snapshot.ts'
export type {
  ExtensionOffer,
  ExtensionOrder,
  ExtensionRequest,
  RentalDuration,
  RentalOffer,
  RentalOfferQuery,
  RentalOrder,
  RentalRequest,
  RentalsFacet,
} from './provider/rentals.ts'
export type {
  ActivationObservation,
  ActivationSnapshot,
  ActivationStatus,
  EndReason,
  ObservedMessage,
  Refund,
  SmsMessage,
} from './provider/snapshot.ts'
export type { ProviderTraits } from './provider/traits.ts'
export type { WebhookNotice, WebhooksFacet } from './provider/webhooks.ts'
export type { AccountMode, BuyOptions } from './purchase/api.ts'
export type { BalanceWitness, Intent, IntentFlag, IntentState, Refusal } from './purchase/intent.ts'
export { snapshotFromJson, targetsFromJson } from './purchase/json.ts'
export { createMemoryStore } from './purchase/memory-store.ts'
export type {
  BeginResult,
  IntentChange,
  IntentSelection,
  IntentStore,
  NewIntent,
  TransitionResult,
} from './purchase/store.ts'
export { PurchaseUnknownError } from './purchase/unknown-error.ts'
export type { ExtendOptions, Rental, RentalEvents } from './rental/rental.ts'
export type { Clock } from './utils/clock.ts'
export type { Listener } from './utils/emitter.ts'
export type { RequestPace } from './utils/request-pace.ts'
