import type { PurchaseOrder } from './purchase.ts'
import type { NumberSnapshot } from './rental-snapshot.ts'

/** What a purchase was sent under. */
export type PurchaseReference = Pick<PurchaseOrder, 'intentId' | 'idempotencyKey'>

/**
 * What a provider that keeps purchases by their reference knows of one.
 *
 * - `bought`: this number, or the rental with its new end
 * - `nothing`: it bought nothing, and never will
 * - `missing`: no purchase has arrived under it; one may still be on its way
 * - `unknown`: it has arrived, and nobody can tell yet
 */
export type PurchaseReport =
  | { readonly kind: 'bought'; readonly snapshot: NumberSnapshot }
  | { readonly kind: 'nothing' | 'missing' | 'unknown' }
