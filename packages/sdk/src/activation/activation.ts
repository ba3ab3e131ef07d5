import type { ReportReason } from '../provider/purchase.ts'
import type { ActivationSnapshot, ActivationStatus, SmsMessage } from '../provider/snapshot.ts'
import type { Listener } from '../utils/emitter.ts'
import type { CancelOptions, SubscribeOptions, WaitOptions } from './options.ts'

/** What an activation tells whoever listens to it; listening has its provider asked. */
export interface ActivationEvents {
  /** An SMS came. */
  readonly message: readonly [message: SmsMessage]
  /** It stands elsewhere now. */
  readonly status: readonly [status: ActivationStatus, previous: ActivationStatus]
  /** It ended. */
  readonly settled: readonly [snapshot: ActivationSnapshot]
  /** A look failed, or was not understood; the next one comes. */
  readonly error: readonly [error: unknown]
}

/**
 * A bought number. Its provider is asked about it only while somebody waits, listens or iterates.
 *
 * Leaving an `await using` block gives an unused number back: the client does so as soon as the provider takes it, and
 * `client.close()` waits for that.
 */
export interface Activation extends AsyncDisposable {
  /** `<provider>:<nativeId>`, for example `hero-sms:4711`. */
  readonly id: string
  /** E.164. */
  readonly phone: string
  /** Of the snapshot. */
  readonly status: ActivationStatus
  /** What is known now: immutable, and another object when something has changed. */
  readonly snapshot: ActivationSnapshot
  /**
   * The code that came last or, after {@link Activation.retry}, the one that comes next.
   * @throws {@link WaitTimeoutError}; {@link ActivationEndedError} when it ends without; {@link AuthenticationError}; the
   * signal's own reason. A provider that is down ends no wait.
   */
  waitForCode(options?: WaitOptions): Promise<string>
  /** As {@link Activation.waitForCode}, but the whole SMS, also one without a code. */
  waitForMessage(options?: WaitOptions): Promise<SmsMessage>
  /** Every SMS, those that are there first, until the activation ends; leaving the loop stops the asking. Throws as a wait does, but at the end. */
  messages(options?: WaitOptions): AsyncIterableIterator<SmsMessage>
  /**
   * Tells the provider that it worked; nothing to do where it closes by itself, or is completed.
   * @throws {@link InvalidTransitionError} when no SMS has come, or it ended otherwise.
   */
  complete(): Promise<ActivationSnapshot>
  /**
   * Gives an unused number back, as soon as the provider takes it. When an SMS has come, or comes first, that is no error:
   * the snapshot says `received`, and it stays charged (`refund: 'none'`).
   * @throws {@link TooEarlyToCancelError} with `wait: false`; {@link InvalidTransitionError} when it ended otherwise; after
   * three attempts the provider's error.
   */
  cancel(options?: CancelOptions): Promise<ActivationSnapshot>
  /**
   * Asks for another SMS on the same number, once.
   * @billing Free with most providers; `provider.traits.retry` says `paid` where it is not.
   * @throws {@link CapabilityError}; {@link InvalidTransitionError} before the first SMS, or after the end.
   */
  retry(): Promise<void>
  /**
   * Gives the number back as bad.
   * @throws {@link CapabilityError}; {@link InvalidTransitionError} when it ended otherwise.
   */
  report(reason: ReportReason): Promise<void>
  /** Asks the provider now. @throws the provider's error. */
  refresh(): Promise<ActivationSnapshot>
  /** Answers how to stop listening. Who comes late is told, soon after, of every SMS that is there, and of the end. */
  on<E extends keyof ActivationEvents>(event: E, listener: Listener<ActivationEvents[E]>): () => void
  /** As {@link Activation.on}, for one event. */
  once<E extends keyof ActivationEvents>(event: E, listener: Listener<ActivationEvents[E]>): () => void
  /** Calls `listener` after every change of `snapshot`. Answers how to stop. */
  subscribe(listener: () => void, options?: SubscribeOptions): () => void
  /**
   * Milliseconds until its time is over, 0 when it is. By how much time has passed, so that it is right whatever the clock of
   * this machine says, and however long it slept.
   */
  timeLeft(): number
  /** Milliseconds until the provider takes it back, 0 when it does now; counted as {@link Activation.timeLeft}. */
  untilCancellable(): number
  /** The snapshot, so that `JSON.stringify` keeps what `snapshotFromJson` reads. */
  toJSON(): ActivationSnapshot
}
