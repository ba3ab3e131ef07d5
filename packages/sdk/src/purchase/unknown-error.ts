import { OneSmsError } from '../errors/base.ts'
import type { CallOptions } from '../provider/call-options.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { ActivationSnapshot } from '../provider/snapshot.ts'
import type { BalanceWitness } from './intent.ts'

export interface PurchaseUnknownFacts {
  readonly provider: string
  readonly operation: string
  readonly intentId: string
  /** Why nobody can tell, one line. */
  readonly doubt: string
  readonly candidates?: readonly NumberSnapshot[]
  readonly witness?: BalanceWitness | null
}

/**
 * A purchase was sent and its answer was lost or unreadable: it may have been charged. Do not buy again; wait for
 * {@link PurchaseUnknownError.reconcile}, or let an operator decide.
 */
export class PurchaseUnknownError<Bought = ActivationSnapshot> extends OneSmsError {
  readonly code = 'purchase_unknown'
  readonly retryable = false
  readonly intentId: string
  /** Numbers seen on the account that may be the one, also those that have ended; empty when nobody has looked yet, or there is none. */
  readonly candidates: readonly NumberSnapshot[]
  /** `null` where the provider lists its open numbers, which tells more. */
  readonly witness: BalanceWitness | null
  readonly #facts: PurchaseUnknownFacts
  readonly #reconcile: (call: CallOptions) => Promise<Bought | null>

  constructor(facts: PurchaseUnknownFacts, reconcile: (call: CallOptions) => Promise<Bought | null>) {
    super(
      `it is unknown whether ${facts.operation === 'rentals.extend' ? 'time' : 'a number'} was bought: ${facts.doubt}`,
      {
        provider: facts.provider,
        operation: facts.operation,
        hint: hintOf(facts),
      },
    )
    this.intentId = facts.intentId
    this.candidates = facts.candidates ?? []
    this.witness = facts.witness ?? null
    this.#facts = facts
    this.#reconcile = reconcile
  }

  /**
   * Waits until it is known: the number that was bought, or `null` when nothing was. Sends no purchase.
   * @throws {@link PurchaseUnknownError} when this machine cannot tell: choose one of its `candidates` by
   * `purchases.resolve`.
   */
  reconcile(call: CallOptions = {}): Promise<Bought | null> {
    return this.#reconcile(call)
  }

  /** The same error, for a caller to whom a bought number is something else than a snapshot. */
  as<Other>(present: (bought: Bought) => Other): PurchaseUnknownError<Other> {
    const reconcile = async (call: CallOptions) => {
      const bought = await this.#reconcile(call)
      return bought === null ? null : present(bought)
    }
    return new PurchaseUnknownError(this.#facts, reconcile)
  }
}

function hintOf({ intentId, candidates = [] }: PurchaseUnknownFacts): string {
  const [first] = candidates
  if (!first) return `Do not buy again: it may be charged. Await reconcile(), or look at purchases.get('${intentId}').`
  return `Do not buy again: it may be one of its candidates. Say which by purchases.resolve('${intentId}', '${first.id}' or 'none').`
}
