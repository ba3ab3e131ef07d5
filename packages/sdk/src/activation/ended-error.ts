import { type ErrorContext, OneSmsError } from '../errors/base.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'

/** The activation or rental ended while somebody waited for its SMS. */
export class ActivationEndedError extends OneSmsError {
  readonly code = 'activation_ended'
  readonly retryable = false
  readonly snapshot: NumberSnapshot

  constructor(fact: string, context: ErrorContext & { readonly snapshot: NumberSnapshot }) {
    super(fact, context)
    this.snapshot = context.snapshot
  }
}
