import type { PurchaseTarget } from '../provider/purchase.ts'
import type { ActivationSnapshot } from '../provider/snapshot.ts'

/** Whether one number may be what both were sent for: no choice of operator meets every operator. */
export function overlaps(left: PurchaseTarget, right: PurchaseTarget): boolean {
  return (
    left.provider === right.provider &&
    left.service === right.service &&
    left.country === right.country &&
    mayMeet(left.operator, right.operator)
  )
}

export function anyOverlap(left: readonly PurchaseTarget[], right: readonly PurchaseTarget[]): boolean {
  return left.some(one => right.some(other => overlaps(one, other)))
}

/** Whether a number may be what was asked for; an operator that the provider does not tell may be any. */
export function fits(snapshot: ActivationSnapshot, targets: readonly PurchaseTarget[]): boolean {
  return targets.some(
    target =>
      target.provider === snapshot.provider &&
      target.service === snapshot.service.nativeId &&
      target.country === snapshot.country.nativeId &&
      mayMeet(target.operator, snapshot.operator?.nativeId ?? null),
  )
}

function mayMeet(left: string | null, right: string | null): boolean {
  return left === null || right === null || left === right
}
