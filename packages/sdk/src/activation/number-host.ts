import type { Poller } from '../polling/poller.ts'
import type { SmsMessage } from '../provider/snapshot.ts'
import type { Clock } from '../utils/clock.ts'

/** What a number needs of the client it belongs to. */
export interface NumberHost<Live> {
  readonly clock: Clock
  readonly poller: Poller
  /** Grows with every question asked. */
  nextQuestion(): number
  onMessage(live: Live, message: SmsMessage): void
  onSettled(live: Live): void
  /** An error that ends nothing. */
  onError(error: unknown, live: Live): void
  /** A listener threw. */
  onListenerError(error: unknown): void
}
