import type { OneSmsError } from '../errors/base.ts'

/**
 * The offers of one country, as columns: row `i` is `service[i]`, `operator?.[i]`, `supplier?.[i]`, `price[i]`, `stock[i]`.
 * The bulk road carries hundreds of thousands of rows, so it makes no object per row.
 */
export interface OfferBatch {
  readonly kind: 'offers'
  /** Id of the provider that sells them. */
  readonly provider: string
  /** The provider's own id of the country. */
  readonly country: string
  /** ISO 4217, of every price in the batch. */
  readonly currency: string
  /** The provider's own ids. */
  readonly service: readonly string[]
  /** `null` when no row of the batch names an operator. */
  readonly operator: readonly (string | null)[] | null
  /** `null` when no row of the batch names a supplier. */
  readonly supplier: readonly (string | null)[] | null
  /** Decimal strings. */
  readonly price: readonly string[]
  /** `null`: untold. */
  readonly stock: readonly (number | null)[]
}

/** A country whose offers could not be read; the rest of the scan goes on. */
export interface FailedBatch {
  readonly kind: 'failed'
  readonly provider: string
  readonly country: string
  readonly error: OneSmsError
}

/** How many rows were not taken as they were, by reason. */
export interface RowProblems {
  /** Price absent or not a plain, non-negative decimal: the row was left out. */
  price: number
  /** Stock not a whole, non-negative number: the row was left out. */
  stock: number
  /** Service or country id absent, null or malformed: the row was left out. */
  id: number
  /** The same key twice in a list: the last one was kept. */
  duplicate: number
  /** Price of zero: the row was kept. */
  zeroPrice: number
  /** Ids that differ only by case: the rows were kept apart. */
  caseVariant: number
}

/** What a whole scan came to; the return value of the generator. */
export interface ScanReport {
  /** Requests that were answered, repetitions included. */
  readonly requests: number
  /** Bytes of their bodies, after decompression. */
  readonly bytes: number
  readonly rows: number
  readonly problems: Readonly<RowProblems>
  /** Native ids of the countries that were asked for and not in the answer. */
  readonly missing: readonly string[]
  /** More than a fifth of the countries asked for were missing or failed. */
  readonly partial: boolean
}
