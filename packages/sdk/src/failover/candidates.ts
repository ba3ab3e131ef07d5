import { OneSmsError } from '../errors/base.ts'
import type { Provider } from '../provider/provider.ts'
import type { PurchaseTarget } from '../provider/purchase.ts'

/** A member that knows what is wanted, and what it comes to there. */
export interface Candidate {
  readonly member: Provider
  readonly targets: readonly PurchaseTarget[]
}

/**
 * The members that have what is wanted at all, in the order given.
 * @throws the first refusal when none has, and every error that is no such refusal.
 */
export function candidatesOf(
  members: readonly Provider[],
  targetsOf: (member: Provider) => readonly PurchaseTarget[],
): readonly Candidate[] {
  const refusals: OneSmsError[] = []
  const candidates = members.flatMap(member => {
    try {
      return [{ member, targets: targetsOf(member) }]
    } catch (error) {
      if (!isRefusal(error)) throw error
      refusals.push(error)
      return []
    }
  })
  if (candidates.length === 0 && refusals[0]) throw refusals[0]
  return candidates
}

function isRefusal(error: unknown): error is OneSmsError {
  return OneSmsError.is(error) && (error.code === 'unknown_reference' || error.code === 'capability')
}
