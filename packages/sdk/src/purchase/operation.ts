import type { PurchaseKind } from '../provider/purchase.ts'
import type { Intent } from './intent.ts'
import { kindOf } from './number.ts'

const OPERATIONS = {
  activation: 'activations.purchase',
  rental: 'rentals.rent',
  extension: 'rentals.extend',
} as const satisfies Record<PurchaseKind, string>

/** What errors about a purchase name as the operation that failed. */
export type PurchaseOperation = (typeof OPERATIONS)[PurchaseKind]

export function operationOf(intent: Pick<Intent, 'targets'>): PurchaseOperation {
  return OPERATIONS[kindOf(intent)]
}
