export { describeProvider } from './conformance/describe-provider.ts'
export type {
  EmulatedVendor,
  Goods,
  ProviderSuite,
  SoldNumber,
  VendorBooks,
  VendorWishes,
} from './conformance/vendor.ts'
export type { FiveSimCatalog, OperatorStock } from './emulators/five-sim/catalog/catalog.ts'
export type { FiveSimView, HostingOffer, OperatorLot } from './emulators/five-sim/catalog/view.ts'
export {
  createFiveSimEmulator,
  type FiveSimEmulator,
  type FiveSimEmulatorOptions,
} from './emulators/five-sim/emulator.ts'
export type { FiveSimAnswerFaults } from './emulators/five-sim/faults/answer-faults.ts'
export type { FiveSimFaults } from './emulators/five-sim/faults/five-sim-faults.ts'
export type { FiveSimOrderFaults } from './emulators/five-sim/faults/order-faults.ts'
export type { FiveSimProtocolFaults } from './emulators/five-sim/faults/protocol-faults.ts'
export type { FiveSimPurchaseFaults } from './emulators/five-sim/faults/purchase-faults.ts'
export type { Message, MessageWishes } from './emulators/handler-api/activations/message.ts'
export type { CatalogTotals, EmulatorCatalog } from './emulators/handler-api/catalog/catalog.ts'
export type { CatalogSize } from './emulators/handler-api/catalog/size.ts'
export type {
  CatalogView,
  EmulatorCountry,
  EmulatorOffer,
  EmulatorService,
  Lot,
} from './emulators/handler-api/catalog/view.ts'
export type { HandlerApiDialectName } from './emulators/handler-api/dialects/dialects.ts'
export {
  createHandlerApiEmulator,
  type HandlerApiEmulator,
  type HandlerApiEmulatorOptions,
} from './emulators/handler-api/emulator.ts'
export type { ActivationFaults } from './emulators/handler-api/faults/activation-faults.ts'
export type { AnswerFaults } from './emulators/handler-api/faults/answer-faults.ts'
export type { CatalogFaults } from './emulators/handler-api/faults/catalog-faults.ts'
export type { HandlerApiFaults } from './emulators/handler-api/faults/handler-api-faults.ts'
export type { EnvelopeForm, ProtocolFaults } from './emulators/handler-api/faults/protocol-faults.ts'
export type { PurchaseFaults } from './emulators/handler-api/faults/purchase-faults.ts'
export type { SmsFaults } from './emulators/handler-api/faults/sms-faults.ts'
export type { EmulatorRentalOffer, EmulatorRentals } from './emulators/handler-api/rentals/rental-catalog.ts'
export type { WebhookTarget } from './emulators/handler-api/webhooks/style.ts'
export type {
  Books,
  Ledger,
  LedgerActivation,
  LedgerEntry,
  LedgerExtension,
  LedgerRental,
  LedgerSms,
} from './emulators/ledger.ts'
export type { RateLimit } from './emulators/limiter.ts'
export type { Charge } from './emulators/wallet.ts'
export { FakeClock } from './fake-clock.ts'
export type { DeliveryFaults } from './faults/delivery-faults.ts'
export type { FaultOf, FaultPlan, FaultScope } from './faults/fault-plan.ts'
export type { ReplyFaults } from './faults/reply-faults.ts'
export type { SaleFaults } from './faults/sale-faults.ts'
export { type IntentStoreCase, intentStoreCases } from './intent-store-conformance.ts'
export { keepTime } from './keep-time.ts'
export { noActivations, unknownTraits } from './no-activations.ts'
export { type Served, type ServeOptions, serve } from './serve.ts'
