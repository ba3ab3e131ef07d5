import type { PurchaseKind, PurchaseTarget } from '../provider/purchase.ts'
import type { NumberSnapshot, RentalSnapshot } from '../provider/rental-snapshot.ts'
import type { Intent } from './intent.ts'

/** What kind of purchase it is: all its targets are of one kind. */
export function kindOf({ targets: [target] }: Pick<Intent, 'targets'>): PurchaseKind {
  return target?.kind ?? 'activation'
}

export function isRental(snapshot: NumberSnapshot): snapshot is RentalSnapshot {
  return 'kind' in snapshot && snapshot.kind === 'rental'
}

/** Those of its targets that may have sold something. */
export function targetsInDoubt({ targets, asked }: Pick<Intent, 'targets' | 'asked'>): readonly PurchaseTarget[] {
  return asked === null ? targets : targets.filter(({ provider }) => provider === asked)
}

/** The provider that an error names, where it is one of those that were to be asked. */
export function askedOf({ targets }: Pick<Intent, 'targets'>, named: string | null): string | null {
  return targets.some(({ provider }) => provider === named) ? named : null
}

/**
 * What a purchase owns: its number; an extension the time up to the new end, so that no two own the same. An end that is
 * none, or not later than it was, leaves the extension its own name.
 */
export function ownedBy({ id, targets }: Pick<Intent, 'id' | 'targets'>, snapshot: NumberSnapshot): string {
  const [target] = targets
  if (target?.kind !== 'extension') return snapshot.id
  const { expiresAt } = snapshot
  const before = target.extends?.endsAt ?? null
  const isNew = expiresAt !== null && (before === null || expiresAt.getTime() > Date.parse(before))
  return `${snapshot.id}@${isNew ? expiresAt.toISOString() : id}`
}
