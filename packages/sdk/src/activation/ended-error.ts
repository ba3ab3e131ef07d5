import { type ErrorContext, OneSmsError } from '../errors/base.ts'
import type { ActivationSnapshot } from '../provider/snapshot.ts'

/** The activation was cancelled or expired while somebody waited for its SMS. */
export class ActivationEndedError extends OneSmsError {
  readonly code = 'activation_ended'
  readonly retryable = false
  readonly snapshot: ActivationSnapshot

  constructor(fact: string, context: ErrorContext & { readonly snapshot: ActivationSnapshot }) {
    super(fact, context)
    this.snapshot = context.snapshot
  }
}
