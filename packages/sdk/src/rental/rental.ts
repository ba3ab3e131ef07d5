import type { SubscribeOptions, WaitOptions } from '../activation/options.ts'
import type { CallOptions } from '../provider/call-options.ts'
import type { RentalSnapshot, RentalStatus } from '../provider/rental-snapshot.ts'
import type { ExtensionOffer, RentalDuration } from '../provider/rentals.ts'
import type { SmsMessage } from '../provider/snapshot.ts'
import type { Listener } from '../utils/emitter.ts'

/** How to buy more time. */
export interface ExtendOptions extends CallOptions {
  /** Refuse above this: a decimal in the currency of the account. Default: the provider's price. */
  readonly maxPrice?: string | undefined
  /** The same key buys once, also after a restart where the store outlives the process. 1 to 255 characters. Default: none. */
  readonly idempotencyKey?: string | undefined
}

/** What a rental tells whoever listens to it; listening has its provider asked. */
export interface RentalEvents {
  /** An SMS came. */
  readonly message: readonly [message: SmsMessage]
  /** It ended. */
  readonly settled: readonly [snapshot: RentalSnapshot]
  /** A look failed, or was not understood; the next one comes. */
  readonly error: readonly [error: unknown]
}

/**
 * A rented number. Its provider is asked about it only while somebody waits, listens or iterates.
 *
 * It is not disposable: a rental is to outlive the block, and mostly the process, that rented it. It ends by `cancel()`,
 * `complete()` or its time.
 */
export interface Rental {
  /** `<provider>:<nativeId>`. */
  readonly id: string
  /** E.164. */
  readonly phone: string
  /** Of the snapshot. */
  readonly status: RentalStatus
  /** What is known now: immutable, and another object when something has changed. */
  readonly snapshot: RentalSnapshot
  /**
   * The newest code that no wait was answered with before, else the one that comes next.
   * @throws {@link WaitTimeoutError}; {@link ActivationEndedError} when it ends without; {@link AuthenticationError}; the
   * signal's own reason. A provider that is down ends no wait.
   */
  waitForCode(options?: WaitOptions): Promise<string>
  /** As {@link Rental.waitForCode}, but the whole SMS, also one without a code. */
  waitForMessage(options?: WaitOptions): Promise<SmsMessage>
  /** Every SMS, those that are there first, until the rental ends; leaving the loop stops the asking. Throws as a wait does, but at the end. */
  messages(options?: WaitOptions): AsyncIterableIterator<SmsMessage>
  /** The lengths by which it can be extended now. @throws {@link CapabilityError} where the provider does not tell them. */
  extensions(call?: CallOptions): Promise<readonly ExtensionOffer[]>
  /**
   * Buys more time: at most one request is charged, whatever happens. The snapshot has the new end.
   *
   * Aborted before anything is sent, nothing happened; after that the extension goes on, and what is bought stays.
   * @billing Charges the account.
   * @throws {@link PurchaseUnknownError} when nobody can tell whether it was charged: do not extend again, await its
   * `reconcile()`. {@link CapabilityError}; {@link InvalidTransitionError} after the end; otherwise as `rentals.rent`.
   */
  extend(duration: RentalDuration, options?: ExtendOptions): Promise<RentalSnapshot>
  /**
   * Gives the number back for its price; providers take it back for a short time only.
   * @throws {@link CapabilityError} where the provider takes none back; {@link InvalidTransitionError} when it is too late,
   * or it ended otherwise; {@link TooEarlyToCancelError}.
   */
  cancel(): Promise<RentalSnapshot>
  /**
   * Ends the rental before its time; nothing is given back.
   * @throws {@link CapabilityError}; {@link InvalidTransitionError} when it ended otherwise.
   */
  complete(): Promise<RentalSnapshot>
  /** Asks the provider now. @throws the provider's error. */
  refresh(): Promise<RentalSnapshot>
  /** Answers how to stop listening. Who comes late is told, soon after, of every SMS that is there, and of the end. */
  on<E extends keyof RentalEvents>(event: E, listener: Listener<RentalEvents[E]>): () => void
  /** As {@link Rental.on}, for one event. */
  once<E extends keyof RentalEvents>(event: E, listener: Listener<RentalEvents[E]>): () => void
  /** Calls `listener` after every change of `snapshot`. Answers how to stop. */
  subscribe(listener: () => void, options?: SubscribeOptions): () => void
  /**
   * Milliseconds until its time is over, 0 when it is. By how much time has passed, so that it is right whatever the clock of
   * this machine says, and however long it slept. `Infinity` where the provider tells no end.
   */
  timeLeft(): number
  /** Milliseconds until the provider takes it back, 0 when it does now; counted as {@link Rental.timeLeft}. */
  untilCancellable(): number
  /** The snapshot, so that `JSON.stringify` keeps what is known. */
  toJSON(): RentalSnapshot
}
