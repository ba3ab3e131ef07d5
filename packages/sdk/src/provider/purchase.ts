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
}

/** What a request comes to at one provider, in its own ids: by this a number on a list is told to fit a purchase. */
export interface PurchaseTarget {
  readonly provider: string
  readonly service: string
  readonly country: string
  readonly operator: string | null
}

/** Why a number is given back as bad. */
export type ReportReason = 'no_sms' | 'already_used' | 'banned' | 'other'
