export { formatActivation, formatMessage, type ParsedNumber, parseActivation, type WireFacts } from './activation.ts'
export { errorOfProblem, type ProblemContext } from './error-of-problem.ts'
export { formatEvent, type ParsedEvent, parseEvent } from './event.ts'
export { type ProblemOfError, problemOf } from './problem.ts'
export { type ParsedPurchase, parsePurchase } from './purchase.ts'
export { formatExtensionOffer, formatRentalOffer, parseRentalOffer } from './rental-offer.ts'
export type {
  WireActivation,
  WireBalance,
  WireCountry,
  WireEventData,
  WireEventType,
  WireExtensionOffer,
  WireMessage,
  WireNumber,
  WireOffer,
  WireOperator,
  WireProblem,
  WirePurchase,
  WirePurchaseProblem,
  WireRental,
  WireRentalOffer,
  WireService,
} from './types.ts'
