import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { SmsMessage } from '../provider/snapshot.ts'
import type { Clock } from '../utils/clock.ts'

/** Somebody who is told of changes; `end` comes when there will be no more of them although the number lives. */
export interface Watcher {
  change(): void
  end?(error: unknown): void
  /** An answer about it was taken in, whether or not it changed anything. @param question Grows with every question asked. */
  answer?(question: number): void
  /** A look failed, or was not understood; the next one comes. */
  failure?(error: unknown): void
  /** Milliseconds that are to be between two looks for its sake, at least. Default: as the poller sees fit. */
  readonly interval?: number | undefined
}

/** A number that can be waited for, whatever was bought with it. */
export interface Followed {
  readonly host: { readonly clock: Clock; onListenerError(error: unknown): void }
  readonly snapshot: NumberSnapshot
  /** Every SMS in the order in which it became known. */
  readonly arrivals: readonly SmsMessage[]
  /** Tells `watcher` of every change, and has the provider asked meanwhile. Answers how to stop. */
  watch(watcher: Watcher): () => void
}
