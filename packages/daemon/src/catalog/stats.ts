/** What a catalog amounts to: enough for the guards to compare one run with the next. */
export interface CatalogStats {
  readonly offers: number
  /** Countries that answered, also those with nothing to sell. */
  readonly countries: number
  readonly services: number
  /** Offers with a known stock of zero. */
  readonly zeroStock: number
  /** Sum of the known stock. */
  readonly totalStock: number
  /** Sum of the prices: a level to compare with, not an amount of money. */
  readonly priceSum: number
  readonly currency: string
}

/** Rows that were read but not taken, or doubted. */
export interface RowFaults {
  readonly invalid: number
  readonly duplicates: number
}
