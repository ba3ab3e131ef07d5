import type { LedgerSms } from '../../ledger.ts'
import type { Activation } from '../activations/activation.ts'

/** How a host calls its customer about an SMS. */
export interface WebhookStyle {
  /** What the body says, before it is JSON. */
  body(activation: Activation, sms: LedgerSms): object
  /** Milliseconds from a call that failed to the next, for each call after the first. */
  readonly retries: readonly number[]
}

/** Where a host calls, and what carries the calls there. */
export interface WebhookTarget {
  readonly url: string
  /** Default: the global `fetch`. */
  fetch?(this: void, request: Request): Promise<Response>
}
