import type { PurchaseReference } from '../provider/outcome.ts'
import type { Intent } from './intent.ts'

/** What an intent is sent under. */
export function referenceOf({ id, idempotencyKey }: Intent): PurchaseReference {
  return { intentId: id, ...(idempotencyKey !== null && { idempotencyKey }) }
}
