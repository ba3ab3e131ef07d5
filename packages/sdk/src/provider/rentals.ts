import type { CallOptions } from './call-options.ts'
import type { Offer } from './catalog.ts'
import type { PurchaseRequest, PurchaseTarget } from './purchase.ts'
import type { CountryRef, ServiceRef } from './references.ts'
import type { RentalObservation, RentalSnapshot } from './rental-snapshot.ts'

/** How long a number is rented for. Providers sell certain lengths only: look at the offers. */
export type RentalDuration = { readonly hours: number } | { readonly days: number }

/** What is to be rented. */
export interface RentalRequest extends PurchaseRequest {
  readonly duration: RentalDuration
}

/** A request as it goes to a provider: with the id of the intent that was written down before. */
export interface RentalOrder extends RentalRequest {
  readonly intentId: string
  /** The key that the caller chose for this purchase; absent where none was given. */
  readonly idempotencyKey?: string
}

/** More time on a rented number. */
export interface ExtensionRequest {
  /** The number as it is known now. */
  readonly rental: RentalSnapshot
  readonly duration: RentalDuration
  /** Refuse above this: a decimal in the currency of the account. Default: the provider's price. */
  readonly maxPrice?: string
}

/** As {@link RentalOrder}, for an extension. */
export interface ExtensionOrder extends ExtensionRequest {
  readonly intentId: string
  /** The key that the caller chose for this purchase; absent where none was given. */
  readonly idempotencyKey?: string
}

/** A length of time that a number can be rented for, and its price. */
export interface RentalOffer extends Offer {
  readonly kind: 'rental'
  readonly hours: number
}

/** Narrows {@link RentalsFacet.offers}. */
export interface RentalOfferQuery {
  readonly service: ServiceRef
  readonly country?: CountryRef
}

/** A length of time by which a rented number can be extended, and its price. */
export type ExtensionOffer = Pick<RentalOffer, 'provider' | 'hours' | 'price'>

/**
 * Renting numbers and following them. Ids are whole. As with activations, a facet keeps no state, emits nothing and never
 * repeats what charges.
 */
export interface RentalsFacet {
  /** For how long and for how much numbers are rented. */
  offers(query: RentalOfferQuery, call: CallOptions): Promise<readonly RentalOffer[]>
  /**
   * What a request comes to at this provider; a provider made of providers names one for each of them. Sends nothing.
   * @throws {@link UnknownReferenceError} for a name nobody knows, {@link CapabilityError} for a choice the provider does
   * not offer, {@link ConfigurationError} for a duration that is none.
   */
  targets(request: RentalRequest): readonly PurchaseTarget[]
  /**
   * Rents one number, once. Answers and errors mean the same as those of {@link ActivationsFacet.purchase}.
   * @billing Charges the account.
   */
  rent(order: RentalOrder, call: CallOptions): Promise<RentalSnapshot>
  /**
   * Buys more time for a number, once; the snapshot tells its new end. Absent where the provider sells none.
   * @billing Charges the account.
   */
  extend?(order: ExtensionOrder, call: CallOptions): Promise<RentalSnapshot>
  /** The lengths by which a number can be extended now. */
  extensions?(id: string, call: CallOptions): Promise<readonly ExtensionOffer[]>
  /** @throws {@link NotFoundError} when the provider does not know the id. */
  fetch(id: string, call: CallOptions): Promise<RentalObservation>
  /** Every open rental of the account, all pages. An error is never an empty list. Absent where the provider has no list. */
  list?(call: CallOptions): Promise<readonly RentalSnapshot[]>
  /** Gives a number back for its price. Absent where the provider takes none back. @throws as {@link ActivationsFacet.cancel}. */
  cancel?(id: string, call: CallOptions): Promise<RentalObservation>
  /** Ends the rental before its time; nothing is given back. */
  complete?(id: string, call: CallOptions): Promise<RentalObservation>
}
