/** Options of a single call. */
export interface CallOptions {
  /** Ends the call; its own reason is rethrown unchanged. */
  readonly signal?: AbortSignal | undefined
}
