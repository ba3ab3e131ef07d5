import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { Intent } from './intent.ts'

/** What the purchase engine tells, beside what its promises do. */
export interface PurchaseEvents {
  /** A purchase was answered with a number, or an extension with its rental. `durable: false`: the answer could not be written down yet. */
  readonly 'purchase:confirmed': {
    readonly intent: Intent
    readonly snapshot: NumberSnapshot
    readonly durable: boolean
  }
  /** Nobody can tell what came of a purchase; it is being looked for. */
  readonly 'purchase:unknown': { readonly intent: Intent }
  /**
   * A provider that an unknown purchase is about has told what is open. `counts: false`: a number that is alive is missing, so
   * this look proves nothing. One that fails is not told.
   */
  readonly 'purchase:look': { readonly provider: string; readonly counts: boolean }
  /** An unknown purchase was cleared up: the number it bought, or `null` when it bought nothing. */
  readonly 'purchase:resolved': { readonly intent: Intent; readonly snapshot: NumberSnapshot | null }
  /** A number on the account belongs to no purchase. It is ours for sure only where the intent carries `surplus`. */
  readonly 'purchase:orphan': { readonly intent: Intent; readonly snapshot: NumberSnapshot }
  /** A number is ours and nobody waits for it: give it back. Never told of an extension. Told again after a restart until it is over. */
  readonly 'purchase:unwanted': { readonly intent: Intent; readonly snapshot: NumberSnapshot }
}

/** Receives the events. What it throws is swallowed. */
export type PurchaseListener = <E extends keyof PurchaseEvents>(event: E, payload: PurchaseEvents[E]) => void
