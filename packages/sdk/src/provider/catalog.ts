import type { Money } from '../money/money.ts'

/** A product an SMS can come from, as one provider sells it. */
export interface Service {
  /** Our name for it, for example `telegram`; `null` when nobody has mapped the provider's id yet. */
  readonly slug: string | null
  /** The provider's own id, for example `tg`. */
  readonly nativeId: string
  /** The provider's own wording. */
  readonly name: string
  /** How many numbers can be bought now, over all countries; absent where a provider does not tell it with its list, `null` when untold. */
  readonly stock?: number | null
}

/** A country, as one provider sells it. */
export interface Country {
  /** ISO 3166-1 alpha-2, for example `GB`; `null` when nobody has mapped the provider's id yet. */
  readonly iso: string | null
  /** The provider's own id, for example `16`. */
  readonly nativeId: string
  /** The provider's own wording. */
  readonly name: string
  /** How many numbers can be bought now, over all services; absent where a provider does not tell it with its list, `null` when untold. */
  readonly stock?: number | null
  /** 0 to 1, of the numbers of late; absent and `null` as with `stock`. */
  readonly successRate?: number | null
}

/** A mobile network. */
export interface Operator {
  readonly nativeId: string
  readonly name: string
}

/** One purchasable line. */
export interface Offer {
  /** Id of the provider that sells it. */
  readonly provider: string
  readonly kind: 'activation' | 'rental'
  readonly service: Service
  readonly country: Country
  readonly operator: Operator | null
  /** The provider's upstream seller, where it lets one choose. */
  readonly supplier: string | null
  readonly price: Money
  /** How many can be bought now; `null` when untold, never 0 for that. */
  readonly stock: number | null
  /** 0 to 1; `null` when untold. */
  readonly successRate: number | null
  /** The same offer at other prices, ascending; each stock counts that price alone. */
  readonly tiers?: readonly OfferTier[]
}

/** The same offer at another price. */
export interface OfferTier {
  readonly price: Money
  readonly stock: number
}

/** What the vendor sells right now, read without any cache. */
export interface Availability {
  readonly observedAt: Date
  /** The cheapest offer of each of the provider's countries or services. */
  readonly offers: readonly Offer[]
}
