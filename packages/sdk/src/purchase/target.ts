import type { PurchaseTarget } from '../provider/purchase.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import { isRental } from './number.ts'

/**
 * Whether one number may be what both were sent for: no choice of operator meets every operator, and a list does not tell
 * for how many hours a number was rented. Extensions meet where they are of one rental.
 */
export function overlaps(left: PurchaseTarget, right: PurchaseTarget): boolean {
  if (left.kind !== right.kind) return false
  if (left.extends || right.extends) return left.extends?.rental === right.extends?.rental
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
export function fits(snapshot: NumberSnapshot, targets: readonly PurchaseTarget[]): boolean {
  const kind = isRental(snapshot) ? 'rental' : 'activation'
  return targets.some(target => target.kind === kind && isThere(snapshot, target))
}

/** Whether a number on a list that does not tell rentals from activations may be what was rented. */
export function mayBeRented(snapshot: NumberSnapshot, targets: readonly PurchaseTarget[]): boolean {
  return targets.some(target => target.kind !== 'activation' && isThere(snapshot, target))
}

function isThere({ provider, service, country, operator }: NumberSnapshot, target: PurchaseTarget): boolean {
  return (
    target.provider === provider &&
    target.service === service.nativeId &&
    target.country === country.nativeId &&
    mayMeet(target.operator, operator?.nativeId ?? null)
  )
}

function mayMeet(left: string | null, right: string | null): boolean {
  return left === null || right === null || left === right
}
