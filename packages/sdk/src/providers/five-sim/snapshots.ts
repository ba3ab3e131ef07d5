import { type Told, tell } from '../../provider/observed.ts'
import type { PurchaseTarget } from '../../provider/purchase.ts'
import type { ActivationSnapshot, ObservedMessage, SmsMessage } from '../../provider/snapshot.ts'
import { type Names, toOperator } from './names.ts'
import type { Order } from './orders.ts'
import type { Sale } from './purchase-answer.ts'
import { standingOf } from './status.ts'
import { CANCEL_AFTER, LIFETIME } from './traits.ts'

export interface SnapshotParts {
  readonly provider: string
  readonly names: Names
}

/** A number just sold. Its times are by our clock: the host's may be wrong. */
export function snapshotOfSale(
  sale: Sale,
  target: PurchaseTarget,
  now: number,
  { provider, names }: SnapshotParts,
): ActivationSnapshot {
  const { nativeId, phone, price, soldAt } = sale
  return {
    id: `${provider}:${nativeId}`,
    provider,
    nativeId,
    status: 'waiting',
    reason: null,
    phone,
    service: names.service(sale.product ?? target.service),
    country: names.country(sale.country ?? target.country),
    operator: toOperator(sale.operator ?? target.operator),
    price,
    refund: 'none',
    messages: [],
    rounds: 0,
    canRetry: null,
    createdAt: new Date(now),
    soldAt,
    expiresAt: new Date(now + (lifeOf(sale) ?? LIFETIME)),
    cancellableAt: new Date(now + CANCEL_AFTER),
    observedAt: new Date(now),
  }
}

/** Milliseconds from an order's beginning to its end; `null` when the two do not tell. */
export function lifeOf({ soldAt, expiresAt }: Order): number | null {
  const life = soldAt && expiresAt ? expiresAt.getTime() - soldAt.getTime() : 0
  return life > 0 ? life : null
}

/** A number on the list; `null` when too little of it is told to be one. */
export function snapshotOfOrder(
  order: Order,
  now: number,
  { provider, names }: SnapshotParts,
): ActivationSnapshot | null {
  const { nativeId, phone, product, country, operator, price, soldAt, expiresAt } = order
  if (phone === null || product === null || country === null) return null
  const messages = (order.messages ?? []).map(withId)
  return {
    id: `${provider}:${nativeId}`,
    provider,
    nativeId,
    status: messages.length > 0 ? 'received' : 'waiting',
    reason: null,
    phone,
    service: names.service(product),
    country: names.country(country),
    operator: toOperator(operator),
    price,
    refund: 'none',
    messages,
    rounds: 0,
    canRetry: null,
    createdAt: soldAt ?? new Date(now),
    soldAt,
    expiresAt: expiresAt ?? (soldAt && new Date(soldAt.getTime() + LIFETIME)),
    cancellableAt: soldAt && new Date(soldAt.getTime() + CANCEL_AFTER),
    observedAt: new Date(now),
  }
}

/**
 * The same order as an observation; `null` when its status is a word nobody knows. What is not told stays open, so that it
 * takes nothing away from what is known. Its end is left out, since that of the purchase is by our clock.
 */
export function toldByOrder(order: Order, { names }: SnapshotParts): Told | null {
  const standing = standingOf(order)
  if (standing === null) return null
  const { phone, product, country, operator, price, messages, soldAt } = order
  return tell({
    ...standing,
    phone: phone ?? undefined,
    messages: messages ?? undefined,
    price: price ?? undefined,
    soldAt: soldAt ?? undefined,
    operator: toOperator(operator) ?? undefined,
    service: product === null ? undefined : names.service(product),
    country: country === null ? undefined : names.country(country),
  })
}

export const withId = (message: ObservedMessage): SmsMessage => ({
  ...message,
  id: message.id ?? `0:${message.code ?? message.text}`,
})
