import type { RentalTold, Told } from '../../provider/observed.ts'
import type { PurchaseTarget } from '../../provider/purchase.ts'
import type { RentalSnapshot } from '../../provider/rental-snapshot.ts'
import type { ActivationRow } from './activation-rows.ts'
import type { Sale } from './purchase-answer.ts'
import { type SnapshotParts, toOperator } from './snapshots.ts'

const HOUR = 3_600_000

/** A number just rented. Its end is the one that the host names, even if its clock differs from ours. */
export function snapshotOfRent(
  sale: Sale,
  target: PurchaseTarget & { readonly hours: number },
  now: number,
  { provider, names, dialect }: SnapshotParts,
): RentalSnapshot {
  const { nativeId, phone, price, soldAt, endsAt, lifetime } = sale
  return {
    kind: 'rental',
    id: `${provider}:${nativeId}`,
    provider,
    nativeId,
    status: 'active',
    reason: null,
    phone,
    service: names.service(target.service),
    country: names.country(target.country),
    operator: toOperator(sale.operator ?? target.operator),
    price,
    refund: 'none',
    messages: [],
    createdAt: new Date(now),
    soldAt,
    expiresAt: endsAt ?? new Date(now + (lifetime ?? target.hours * HOUR)),
    cancellableAt: new Date(now + dialect.cancelAfter),
    observedAt: new Date(now),
  }
}

/**
 * A rental that got more time. Where its new end is untold, the hours are added to the one before. Whether the answer tells
 * the price of them or of the whole rental is not documented, so it tells none.
 */
export function snapshotOfExtension(sale: Sale, rental: RentalSnapshot, hours: number, now: number): RentalSnapshot {
  const added = rental.expiresAt && new Date(rental.expiresAt.getTime() + hours * HOUR)
  return {
    ...rental,
    status: 'active',
    price: null,
    expiresAt: sale.endsAt ?? added,
    observedAt: new Date(now),
  }
}

/**
 * A rental on the list; `null` when it has ended. The list tells the newest SMS without an id, by which nobody could tell it
 * from those that are known: messages are left to the list of messages.
 */
export function snapshotOfRentalRow(
  row: ActivationRow,
  now: number,
  { provider, names, dialect }: SnapshotParts,
): RentalSnapshot | null {
  if (rentalStatus(row.status) === 'closed') return null
  const { nativeId, phone, price, createdAt, expiresAt } = row
  return {
    kind: 'rental',
    id: `${provider}:${nativeId}`,
    provider,
    nativeId,
    status: 'active',
    reason: null,
    phone,
    service: names.service(row.service),
    country: names.country(row.country),
    operator: toOperator(row.operator),
    price,
    refund: 'none',
    messages: [],
    createdAt: createdAt ?? new Date(now),
    soldAt: createdAt,
    expiresAt,
    cancellableAt: createdAt && new Date(createdAt.getTime() + dialect.cancelAfter),
    observedAt: new Date(now),
  }
}

/** What the answers about activations tell of a rental. Its messages are told elsewhere, all of them. */
export function toldOfRental({ status, messages: _, canRetry: __, ...facts }: Told): RentalTold {
  return { ...facts, ...(status !== undefined && { status: rentalStatus(status) }) }
}

/** A host says "done" of a rental that its owner ended as well as of one whose time is over. */
function rentalStatus(status: NonNullable<Told['status']> | null): 'active' | 'closed' {
  return status === null || status === 'waiting' || status === 'received' || status === 'retrying' ? 'active' : 'closed'
}
