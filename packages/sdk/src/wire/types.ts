import type { Money } from '../money/money.ts'
import type { PurchaseKind } from '../provider/purchase.ts'
import type { RentalStatus } from '../provider/rental-snapshot.ts'
import type { ActivationStatus, EndReason, Refund } from '../provider/snapshot.ts'
import type { IntentState } from '../purchase/intent.ts'

/** A service as it travels. */
export interface WireService {
  readonly slug: string | null
  readonly native_id: string
  readonly name: string
}

/** A country as it travels. */
export interface WireCountry {
  readonly iso: string | null
  readonly native_id: string
  readonly name: string
}

/** A mobile network as it travels. */
export interface WireOperator {
  readonly native_id: string
  readonly name: string
}

/** One SMS as it travels. Times are ISO 8601 in UTC, here and everywhere. */
export interface WireMessage {
  readonly id: string
  readonly text: string | null
  readonly code: string | null
  readonly sender: string | null
  readonly channel: 'sms' | 'voice'
  readonly received_at: string | null
}

interface WireAnyNumber {
  readonly id: string
  readonly provider: string
  readonly native_id: string
  readonly reason: EndReason | null
  readonly phone: string
  readonly service: WireService
  readonly country: WireCountry
  readonly operator: WireOperator | null
  /** The amount is a decimal string. */
  readonly price: Money | null
  readonly refund: Refund
  readonly messages: readonly WireMessage[]
  readonly created_at: string
  readonly sold_at: string | null
  readonly expires_at: string | null
  readonly cancellable_at: string | null
  readonly observed_at: string
  /** When it was asked to be cancelled; the daemon does so once the provider takes it back. */
  readonly cancel_requested_at: string | null
  /** The daemon's clock as it answered. */
  readonly server_time: string
}

/** A number for one short use, as a daemon tells it. */
export interface WireActivation extends WireAnyNumber {
  readonly kind: 'activation'
  readonly status: ActivationStatus
  readonly rounds: number
  readonly can_retry: boolean | null
}

/** A rented number, as a daemon tells it. */
export interface WireRental extends WireAnyNumber {
  readonly kind: 'rental'
  readonly status: RentalStatus
}

/** Any number, as a daemon tells it. */
export type WireNumber = WireActivation | WireRental

/** What is said of a purchase that bought nothing, in the words of its problem. */
export interface WirePurchaseProblem {
  readonly code: string
  readonly detail: string
  readonly lowest_price?: Money | null
}

/** What a daemon knows of a purchase. */
export interface WirePurchase {
  readonly id: string
  readonly kind: PurchaseKind
  readonly state: IntentState
  readonly activation_id: string | null
  readonly activation: WireNumber | null
  readonly problem: WirePurchaseProblem | null
  /** A decimal string. */
  readonly max_price: string | null
  readonly created_at: string
}

/** Something that happened to a number; `snapshot` is what is so at the beginning. */
export type WireEventType = 'bought' | 'status' | 'message' | 'settled' | 'snapshot'

/** The data of an event. */
export interface WireEventData {
  readonly activation: WireNumber
  /** The SMS it is about, where it is about one. */
  readonly message: WireMessage | null
}

/** A length of time that a number can be rented for, and its price. */
export interface WireRentalOffer {
  readonly provider: string
  readonly kind: 'rental'
  readonly service: WireService
  readonly country: WireCountry
  readonly operator: WireOperator | null
  readonly supplier: string | null
  readonly price: Money
  readonly stock: number | null
  readonly success_rate: number | null
  readonly hours: number
}

/** A length of time by which a rented number can be extended, and its price. */
export type WireExtensionOffer = Pick<WireRentalOffer, 'provider' | 'hours' | 'price'>

/** A row of `GET /v1/offers`: what the daemon's tables hold. */
export interface WireOffer {
  readonly provider: string
  readonly kind: 'activation' | 'rental'
  /** Our slug or ISO code, or `<provider>:<native id>`. */
  readonly service: string
  readonly country: string
  readonly native_service: string
  readonly native_country: string
  readonly operator: string | null
  readonly supplier: string | null
  /** A decimal string. */
  readonly price: string
  readonly currency: string
  readonly stock: number | null
}

/** A row of `GET /v1/balances`. */
export interface WireBalance {
  readonly provider: string
  readonly amount: string
  readonly currency: string
  readonly observed_at: string
}

/** An answer that something is wrong: `application/problem+json` of RFC 9457. */
export interface WireProblem {
  readonly status: number
  /** For programs; stable. */
  readonly code: string
  readonly detail: string
  /** There, and `true`, where it is proven that nothing was bought under the key of this request. */
  readonly rejected?: true
  readonly [member: string]: unknown
}
