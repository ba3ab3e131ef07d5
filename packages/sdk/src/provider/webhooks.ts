import type { ObservedMessage } from './snapshot.ts'

/** One thing a provider told us by a call of its own. */
export interface WebhookNotice {
  /** The activation or rental it is about, `<provider>:<nativeId>`. */
  readonly id: string
  /** Whether a signature shows that the provider sent it. Without one it is a poke: its content is never believed. */
  readonly isProven: boolean
  /** The SMS it tells; believed only where proven. */
  readonly message: ObservedMessage | null
  /** The same for every delivery of the same thing. */
  readonly fingerprint: string
}

/** Calls of the provider to us. */
export interface WebhooksFacet {
  /**
   * Reads one call, at most 64 kB. A provider made of providers answers for each that may have sent it.
   * @throws {@link WebhookError} for one that cannot be read, or whose signature is wrong.
   */
  receive(request: Request): Promise<readonly WebhookNotice[]>
}
