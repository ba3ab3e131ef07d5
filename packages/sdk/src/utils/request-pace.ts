/**
 * A pace that several processes keep together, beside the limiter each has of its own. It may be slow or fail: then the
 * own limiter is what holds, and nothing is kept from being sent.
 */
export interface RequestPace {
  /**
   * Resolves when one request may go. It is called before each request, repetitions and purchases included, after the own
   * limiter has given its turn. `signal` is aborted when nobody waits for the turn any more: then nothing is sent for it. A
   * rejection counts as a turn.
   */
  turn(signal: AbortSignal): Promise<void>
  /** The provider refused a request for haste; the account sends nothing for `ms` milliseconds. Called once per refusal. */
  slowed(ms: number): void
}
