import type { CountryRef, ServiceRef } from './references.ts'

/** What is to be bought. */
export interface PurchaseRequest {
  readonly service: ServiceRef
  readonly country: CountryRef
  /** The provider's own id of a mobile network. Default: no choice. */
  readonly operator?: string
  /** Refuse above this: a decimal in the currency of the account, for example `'0.50'`. Default: the provider's price. */
  readonly maxPrice?: string
}

/** A request as it goes to a provider: with the id of the intent that was written down before. */
export interface PurchaseOrder extends PurchaseRequest {
  readonly intentId: string
  /** The key that the caller chose for this purchase; absent where none was given. */
  readonly idempotencyKey?: string
}

/** What a purchase is for: a number for one short use, a number for hours to months, or more time on a rented one. */
export type PurchaseKind = 'activation' | 'rental' | 'extension'

/** What a request comes to at one provider, in its own ids: by this a number on a list is told to fit a purchase. */
export interface PurchaseTarget {
  readonly kind: PurchaseKind
  readonly provider: string
  readonly service: string
  readonly country: string
  readonly operator: string | null
  /** How long it is paid for; `null` for an activation. */
  readonly hours: number | null
  /** The rented number that is to get more time, and its end before that; `null` for what is not an extension. */
  readonly extends: { readonly rental: string; readonly endsAt: string | null } | null
}

/** Why a number is given back as bad. */
export type ReportReason = 'no_sms' | 'already_used' | 'banned' | 'other'
