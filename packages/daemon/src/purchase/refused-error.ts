import { IntentStoreError } from '@onesms/sdk'

/** What keeps a purchase from being written down, for programs: a limit by its name, or that nothing is sold now. */
export interface RefusalFacts {
  readonly code: 'limit_reached' | 'purchase_disabled'
  /** For example `subject.perMinute`. */
  readonly limit: string | null
  /** From when on it is worth asking again; `null`: nobody can tell. */
  readonly until: Date | null
}

/** A purchase that may not be made. It was not written down, so nothing was sent. */
export class PurchaseRefusedError extends IntentStoreError {
  readonly facts: RefusalFacts

  constructor(fact: string, facts: RefusalFacts) {
    super(fact)
    this.facts = facts
  }
}
