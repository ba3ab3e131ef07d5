/** How long to wait for an SMS. */
export interface WaitOptions {
  /** Milliseconds after which the wait ends with {@link WaitTimeoutError}. Default: as long as the number lives. */
  readonly timeout?: number | undefined
  /** Ends the wait; its own reason is rethrown unchanged. */
  readonly signal?: AbortSignal | undefined
}

/** How closely to follow a number. */
export interface SubscribeOptions {
  /**
   * Milliseconds between two looks for this listener, at least. The shortest of those who follow counts, and never less than
   * the provider advises. Default, also for what is no length of time: as the client sees
   * fit, more often at first.
   */
  readonly interval?: number | undefined
  /**
   * Called after every look, and after news that came without one: with `null`, or with why it failed. After an error that is
   * not `retryable` there may be no more looks until somebody subscribes again.
   */
  readonly onLook?: ((error: unknown) => void) | undefined
}

/** How to give a number back. */
export interface CancelOptions {
  /** Whether to wait until the provider takes numbers back, minutes in places. Default: `true`. */
  readonly wait?: boolean
}
