import type { CallOptions } from './call-options.ts'
import type { PurchaseOrder, PurchaseRequest, PurchaseTarget, ReportReason } from './purchase.ts'
import type { ActivationObservation, ActivationSnapshot } from './snapshot.ts'

/**
 * Buying numbers and following them. Ids are whole (`hero-sms:4711`). A facet says what the provider said, normalised; it
 * keeps no state, emits nothing and never repeats a purchase.
 */
export interface ActivationsFacet {
  /**
   * What a request comes to at this provider; a provider made of providers names one for each of them. Sends nothing.
   * @throws {@link UnknownReferenceError} for a name nobody knows, {@link CapabilityError} for a choice the provider does
   * not offer.
   */
  targets(request: PurchaseRequest): readonly PurchaseTarget[]
  /**
   * Sends one purchase, once.
   *
   * It answers with the activation, or throws an error with `rejected: true` (the provider's whole answer is a word of its
   * closed list of refusals) or {@link PurchaseNotSentError}. Whatever else it throws means: the outcome is unknown.
   * @billing Charges the account.
   */
  purchase(order: PurchaseOrder, call: CallOptions): Promise<ActivationSnapshot>
  /** @throws {@link NotFoundError} when the provider does not know the id. */
  fetch(id: string, call: CallOptions): Promise<ActivationObservation>
  /** Several at once. What the answer does not hold is not in the map and says nothing. Absent where the provider has no list. */
  fetchMany?(ids: readonly string[], call: CallOptions): Promise<ReadonlyMap<string, ActivationObservation>>
  /** Every open activation of the account, all pages. An error is never an empty list. Absent where the provider has no list. */
  list?(call: CallOptions): Promise<readonly ActivationSnapshot[]>
  /**
   * Gives an unused number back.
   * @throws {@link TooEarlyToCancelError}; {@link InvalidTransitionError} when an SMS has come or it has ended: look again.
   */
  cancel(id: string, call: CallOptions): Promise<ActivationObservation>
  /** Tells the provider that it worked. Absent where it closes by itself. */
  complete?(id: string, call: CallOptions): Promise<ActivationObservation>
  /** Asks for another SMS on the same number. */
  retry?(id: string, call: CallOptions): Promise<ActivationObservation>
  /** Gives a number back as bad. */
  report?(id: string, reason: ReportReason, call: CallOptions): Promise<ActivationObservation>
}
