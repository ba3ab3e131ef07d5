import type { Activation } from '../activation/activation.ts'
import type { CallOptions } from '../provider/call-options.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { Purchases } from '../purchase/api.ts'
import type { Intent } from '../purchase/intent.ts'
import { PurchaseUnknownError } from '../purchase/unknown-error.ts'
import type { Rental } from '../rental/rental.ts'

/** What was bought, or may have been: the ledger. Nothing here spends money. */
export interface PurchasesResource {
  /** Every purchase whose outcome is not known yet, oldest first, with the numbers that may be what it bought. */
  open(): Promise<readonly Intent[]>
  /** @throws {@link NotFoundError} */
  get(intentId: string): Promise<Intent>
  /**
   * Waits until an unknown purchase is cleared up: its number, the rental that was extended, or `null` when it bought nothing.
   * @throws {@link PurchaseUnknownError} when only a person can tell; {@link NotFoundError}.
   */
  reconcile(intentId: string, call?: CallOptions): Promise<Activation | Rental | null>
  /**
   * Says what an unknown purchase bought: a number of the account, one of its candidates also when that has ended, or nothing.
   * @throws {@link NotFoundError}; {@link InvalidTransitionError} when it is not unknown, or another owns the number.
   */
  resolve(intentId: string, activationId: string | 'none', call?: CallOptions): Promise<Activation | Rental | null>
  /** Every number that was found on the account and belongs to no purchase, oldest first. */
  orphans(): Promise<readonly Intent[]>
}

export function createPurchasesResource(
  purchases: Purchases,
  follow: (snapshot: NumberSnapshot) => Activation | Promise<Rental>,
): PurchasesResource {
  async function followed(bought: Promise<NumberSnapshot | null>): Promise<Activation | Rental | null> {
    try {
      const snapshot = await bought
      return snapshot && (await follow(snapshot))
    } catch (error) {
      throw presentUnknown(error, follow)
    }
  }

  return {
    open: () => purchases.open(),
    get: intentId => purchases.get(intentId),
    reconcile: (intentId, call) => followed(purchases.reconcile(intentId, call)),
    resolve: (intentId, activationId, call) => followed(purchases.resolve(intentId, activationId, call)),
    orphans: () => purchases.orphans(),
  }
}

/** The error of an unknown purchase, with a `reconcile()` that answers as `follow` presents a number; others as they are. */
export function presentUnknown<S extends NumberSnapshot>(error: unknown, follow: (snapshot: S) => unknown): unknown {
  return error instanceof PurchaseUnknownError ? (error as PurchaseUnknownError<S>).as(follow) : error
}
