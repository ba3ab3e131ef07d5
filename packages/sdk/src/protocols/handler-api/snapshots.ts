import { type Told, tell } from '../../provider/observed.ts'
import type { PurchaseTarget } from '../../provider/purchase.ts'
import type { ActivationSnapshot, ObservedMessage, SmsMessage } from '../../provider/snapshot.ts'
import type { ActivationRow } from './activation-rows.ts'
import type { HandlerApiDialect } from './dialect.ts'
import type { Names } from './names.ts'
import type { Sale } from './purchase-answer.ts'

export interface SnapshotParts {
  readonly provider: string
  readonly names: Names
  readonly dialect: HandlerApiDialect
}

/** A number just sold. Its times are by our clock: the host's may be wrong, and is often told without a zone. */
export function snapshotOfSale(
  sale: Sale,
  target: PurchaseTarget,
  now: number,
  { provider, names, dialect }: SnapshotParts,
): ActivationSnapshot {
  const { nativeId, phone, price, canRetry, soldAt } = sale
  return {
    id: `${provider}:${nativeId}`,
    provider,
    nativeId,
    status: 'waiting',
    reason: null,
    phone,
    service: names.service(target.service),
    country: names.country(target.country),
    operator: toOperator(sale.operator ?? target.operator),
    price,
    refund: 'none',
    messages: [],
    rounds: 0,
    canRetry,
    createdAt: new Date(now),
    soldAt,
    expiresAt: new Date(now + (sale.lifetime ?? dialect.lifetime)),
    cancellableAt: new Date(now + dialect.cancelAfter),
    observedAt: new Date(now),
  }
}

/** A number on the list; `null` when it has ended. Without a zone its beginning is unknown, and with it its other times. */
export function snapshotOfRow(
  row: ActivationRow,
  now: number,
  { provider, names, dialect }: SnapshotParts,
): ActivationSnapshot | null {
  const status = row.status ?? (row.messages.length > 0 ? 'received' : 'waiting')
  if (status === 'closed' || status === 'completed') return null
  const { nativeId, phone, price, canRetry, createdAt, expiresAt } = row
  const rounds = status === 'retrying' ? 1 : 0
  const after = (ms: number) => (createdAt ? new Date(createdAt.getTime() + ms) : null)
  return {
    id: `${provider}:${nativeId}`,
    provider,
    nativeId,
    status,
    reason: null,
    phone,
    service: names.service(row.service),
    country: names.country(row.country),
    operator: toOperator(row.operator),
    price,
    refund: 'none',
    messages: row.messages.map(message => withId(message, rounds)),
    rounds,
    canRetry,
    createdAt: createdAt ?? new Date(now),
    soldAt: createdAt,
    expiresAt: expiresAt ?? after(dialect.lifetime),
    cancellableAt: after(dialect.cancelAfter),
    observedAt: new Date(now),
  }
}

/**
 * The same row as an observation: what is not told stays open, so that it takes nothing away from what is known. The
 * host's other times are left out, since those of the purchase are by our clock.
 */
export function toldByRow(row: ActivationRow, { names }: SnapshotParts): Told {
  const { phone, messages, refund, status, price, canRetry, operator } = row
  return tell({
    phone,
    messages,
    refund,
    status: status ?? undefined,
    price: price ?? undefined,
    canRetry: canRetry ?? undefined,
    soldAt: row.createdAt ?? undefined,
    operator: toOperator(operator) ?? undefined,
    service: names.service(row.service),
    country: names.country(row.country),
  })
}

const withId = (message: ObservedMessage, round: number): SmsMessage => ({
  ...message,
  id: message.id ?? `${round}:${message.code ?? message.text}`,
})

/** A network of which the id alone is known. */
export const toOperator = (nativeId: string | null) => (nativeId === null ? null : { nativeId, name: nativeId })
