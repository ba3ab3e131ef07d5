import type { ErrorCode } from '../errors/codes.ts'
import type { Money } from '../money/money.ts'
import type { PurchaseTarget } from '../provider/purchase.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'

/**
 * Where a purchase stands in the ledger.
 *
 * - `prepared`: written down, nothing sent
 * - `sending`: committed before the first byte goes out; its answer is not committed yet
 * - `confirmed`: it owns a number, or the time that it added to one
 * - `rejected`: the provider refused, nothing was charged
 * - `not_sent`: proven never to have left; the same intent may be sent again
 * - `unknown`: sent, and nobody can tell yet what came of it
 * - `not_purchased`: was unknown, and is now known to have bought nothing
 * - `failed`: given up before anything was sent
 * - `orphan`: no purchase at all, but a number on the account that belongs to none
 */
export type IntentState =
  | 'prepared'
  | 'sending'
  | 'confirmed'
  | 'rejected'
  | 'not_sent'
  | 'unknown'
  | 'not_purchased'
  | 'failed'
  | 'orphan'

/**
 * What is worth knowing of a purchase beside its state.
 *
 * - `aborted`: its caller left before the answer came; what was bought is given back, an extension excepted
 * - `price_exceeded`: more than the cap was charged; it is given back, an extension excepted
 * - `price_untold`: the answer did not tell what was charged, or not in the currency of the account
 * - `surplus`: an orphan on an account where nobody else buys, so it is ours; it is given back
 * - `left_to_people`: it has candidates, and no look could tell more; a person decides, or has decided
 */
export type IntentFlag = 'aborted' | 'price_exceeded' | 'price_untold' | 'surplus' | 'left_to_people'

/** A refusal as it is kept, so that the same key is refused in the same words after a restart. */
export interface Refusal {
  readonly code: ErrorCode
  readonly message: string
  readonly lowestPrice: Money | null
}

/** The balance before an unknown purchase and after it: where a provider lists nothing, the only witness. */
export interface BalanceWitness {
  readonly before: Money | null
  readonly after: Money | null
}

/** One purchase, written down before it is made, and what came of it. */
export interface Intent {
  readonly id: string
  /** Id of the client's provider. */
  readonly account: string
  /** Chosen by the caller; unique in the account. `null` when none was given. */
  readonly idempotencyKey: string | null
  /** What was asked for, in the provider's own ids. */
  readonly targets: readonly PurchaseTarget[]
  /** A decimal without trailing zeros. */
  readonly maxPrice: string | null
  /** Milliseconds after the send for which the intent, once unknown, keeps others of its kind waiting; `null`: until it is closed. */
  readonly gateFor: number | null
  readonly state: IntentState
  /** The number it owns, or of an extension the time, `<rental>@<its new end>`; unique in the account. */
  readonly activationId: string | null
  /** That number as it was seen first; of an extension, until it is confirmed, the rental as it was before. */
  readonly snapshot: NumberSnapshot | null
  /** Whether that number is over. Of an extension: always, once it is confirmed. */
  readonly ended: boolean
  /** The provider that the doubt about its outcome is about; `null`: any of the targets. */
  readonly asked: string | null
  /** The number that a half-readable answer named: proven ours. */
  readonly hint: string | null
  /**
   * While it is unknown: numbers that were seen on the account and may be what it bought, as each was seen first, also those
   * that have ended since. They keep it from being closed by itself.
   */
  readonly candidates: readonly NumberSnapshot[]
  /** Why it was rejected. */
  readonly refusal: Refusal | null
  /** Why its outcome is, or was, unknown: one line. */
  readonly doubt: string | null
  readonly witness: BalanceWitness | null
  readonly flags: readonly IntentFlag[]
  readonly createdAt: Date
  /** When it was last about to be sent. */
  readonly sentAt: Date | null
  /** Milliseconds since `sentAt`, or `createdAt` before that, by the clock of the store at the time of reading. */
  readonly age: number
}
