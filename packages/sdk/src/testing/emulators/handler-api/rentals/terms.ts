import type { LedgerExtension } from '../../ledger.ts'

/** What makes a number a rented one. */
export interface RentalTerms {
  /** What the first sale was for. */
  readonly hours: number
  /** Oldest first. */
  readonly extensions: readonly (Omit<LedgerExtension, 'price'> & {
    /** Millionths of a dollar. */
    readonly price: number
  })[]
}

export const HOUR = 3_600_000

/** Milliseconds after the sale in which a rental can be given back for its price. */
export const REFUNDED_FOR = 20 * 60_000

/** The most hours a number can be had for in all. The hosts name no such figure; this one is invented. */
export const MOST_HOURS = 1_440

/** All hours that were paid for. */
export const totalHours = ({ hours, extensions }: RentalTerms): number =>
  extensions.reduce((sum, extension) => sum + extension.hours, hours)

/** What the extensions cost together, in millionths of a dollar. */
export const extensionsCost = ({ extensions }: RentalTerms): number =>
  extensions.reduce((sum, { price }) => sum + price, 0)
