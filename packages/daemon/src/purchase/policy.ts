import type { AccountMode, PurchaseKind } from '@onesms/sdk'
import { type Amounts, microsOf, plain } from './amounts.ts'

/** What somebody, or everybody together, may buy. `null`: as much as other limits allow. */
export interface Limits {
  /** Purchases begun within the last minute. */
  readonly perMinute: number | null
  /** Purchases begun within the last hour. */
  readonly perHour: number | null
  /** Purchases begun on one day in UTC, by the clock of the database. */
  readonly perDay: number | null
  /** Numbers that have not ended, and purchases that may still bring one. */
  readonly live: number | null
  /** What the purchases of one day in UTC may cost, each of them its cap until its price is known. */
  readonly spendPerDay: Amounts | null
}

/** What may be bought, and for how much. */
export interface PurchasePolicy {
  readonly enabled: boolean
  readonly accountMode: AccountMode
  /** Slugs, or `<provider>:<native id>`. */
  readonly services: readonly string[] | 'any'
  /** ISO codes, or `<provider>:<native id>`. */
  readonly countries: readonly string[] | 'any'
  /** The most that one activation may cost. */
  readonly maxPrice: Amounts
  /** The most that one rental, or one extension of it, may cost; `null`: none are sold. */
  readonly rentals: { readonly maxPrice: Amounts } | null
  readonly limits: { readonly subject: Limits; readonly total: Limits }
}

export const NO_LIMITS: Limits = { perMinute: null, perHour: null, perDay: null, live: null, spendPerDay: null }

/** What a fresh installation may buy: nothing. */
export const NOTHING: PurchasePolicy = {
  enabled: false,
  accountMode: 'shared',
  services: [],
  countries: [],
  maxPrice: new Map(),
  rentals: null,
  limits: { subject: NO_LIMITS, total: NO_LIMITS },
}

/**
 * The cap of a purchase: ours, or the client's where that is lower. `null`: nothing of the kind is sold in the currency.
 * @param asked The client's, a decimal with at most six decimals; an upper bound and nothing else.
 */
export function capOf(
  { maxPrice, rentals }: PurchasePolicy,
  kind: PurchaseKind,
  currency: string,
  asked: string | null,
): string | null {
  const ours = (kind === 'activation' ? maxPrice : rentals?.maxPrice)?.get(currency)
  if (ours === undefined) return null
  return asked !== null && microsOf(asked) < microsOf(ours) ? plain(asked) : ours
}
