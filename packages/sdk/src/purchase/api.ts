import type { CallOptions } from '../provider/call-options.ts'
import type { Provider } from '../provider/provider.ts'
import type { PurchaseRequest } from '../provider/purchase.ts'
import type { NumberSnapshot, RentalSnapshot } from '../provider/rental-snapshot.ts'
import type { ExtensionRequest, RentalRequest } from '../provider/rentals.ts'
import type { ActivationSnapshot } from '../provider/snapshot.ts'
import type { Clock } from '../utils/clock.ts'
import type { PurchaseListener } from './events.ts'
import type { Intent } from './intent.ts'
import type { IntentStore } from './store.ts'

/**
 * Who else buys on the account. `shared`: others may, so a number is taken for ours only when our own answer named it.
 * `exclusive`: nobody else does, so an unowned number of the right kind belongs to the purchase that waits for one.
 */
export type AccountMode = 'shared' | 'exclusive'

export interface PurchasesOptions {
  readonly provider: Provider
  readonly store: IntentStore
  readonly accountMode: AccountMode
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  readonly onEvent: PurchaseListener
}

/** How to buy. */
export interface BuyOptions extends CallOptions {
  /** The same key buys once, also after a restart where the store outlives the process. 1 to 255 characters. Default: none. */
  readonly idempotencyKey?: string | undefined
}

/** What was bought. */
export interface Purchase<Bought extends NumberSnapshot = ActivationSnapshot> {
  readonly intent: Intent
  readonly snapshot: Bought
  /** Whether the answer is written down; if not, that is being tried again, and the number is good all the same. */
  readonly durable: boolean
}

/** The only door to money. */
export interface Purchases {
  /**
   * Buys a number: at most one request is charged, whatever happens.
   *
   * Aborted before anything is sent, nothing happened. After that the promise rejects at once, the purchase goes on, and a
   * number that still comes is told as `purchase:unwanted`.
   * @billing Charges the account.
   * @throws {@link PurchaseUnknownError} when the outcome is unknown: do not buy again. Every other error means that
   * nothing was bought, but a {@link PriceCapError} with an `activationId`. {@link PurchaseHeldError} after 10 s behind an
   * unknown purchase of the same kind, {@link IdempotencyConflictError}, {@link IntentStoreError},
   * {@link PurchaseNotSentError}, and the provider's own refusals.
   */
  buy(request: PurchaseRequest, options?: BuyOptions): Promise<Purchase>
  /**
   * Rents a number, as {@link Purchases.buy} buys one.
   * @billing Charges the account.
   * @throws as {@link Purchases.buy}; {@link CapabilityError} where the provider rents no numbers,
   * {@link ConfigurationError} for a duration that is none.
   */
  rent(request: RentalRequest, options?: BuyOptions): Promise<Purchase<RentalSnapshot>>
  /**
   * Buys more time on a rented number. It is never given back: who leaves has it all the same, and above the cap it is kept
   * and the intent carries `price_exceeded`.
   * @billing Charges the account.
   * @throws as {@link Purchases.rent}.
   */
  extend(request: ExtensionRequest, options?: BuyOptions): Promise<Purchase<RentalSnapshot>>
  /**
   * Waits until an unknown purchase is cleared up: its number, or `null` when it bought nothing.
   * @throws {@link PurchaseUnknownError} when only a person can tell; {@link NotFoundError}.
   */
  reconcile(intentId: string, call?: CallOptions): Promise<NumberSnapshot | null>
  /**
   * Says what an unknown purchase bought: a number of the account, the rental that an extension was for, or nothing.
   * @throws {@link NotFoundError}; {@link InvalidTransitionError} when it is not unknown, or another owns the activation.
   */
  resolve(intentId: string, activationId: string | 'none', call?: CallOptions): Promise<NumberSnapshot | null>
  /** Every purchase whose outcome is not known yet, oldest first, with the numbers that may be what it bought. */
  open(): Promise<readonly Intent[]>
  /** @throws {@link NotFoundError} */
  get(intentId: string): Promise<Intent>
  /** Every number that was found on the account and belongs to no purchase, oldest first. */
  orphans(): Promise<readonly Intent[]>
  /** What stands in the ledger about a number; `null` when nothing does. */
  ownerOf(activationId: string): Promise<Intent | null>
  /** A bought number as it was seen first; `null` when it is not in the ledger. */
  snapshotOf(activationId: string): Promise<NumberSnapshot | null>
  /** Tells the ledger that an activation is over, so that no list is expected to hold it. Never rejects. */
  noteEnded(activationId: string): Promise<void>
  /** Takes no more purchases, waits for those that are on their way to be recorded, and stops looking. */
  close(): Promise<void>
}
