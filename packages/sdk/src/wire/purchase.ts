import type { Money } from '../money/money.ts'
import type { PurchaseKind } from '../provider/purchase.ts'
import type { IntentState } from '../purchase/intent.ts'
import { type ParsedNumber, readNumber } from './activation.ts'
import { fieldsOf } from './fields.ts'

/** What a daemon knows of a purchase, from the wire. */
export interface ParsedPurchase {
  readonly id: string
  readonly kind: PurchaseKind
  readonly state: IntentState
  readonly activationId: string | null
  /** Its number as it is now, or the rental that was extended. */
  readonly activation: ParsedNumber | null
  readonly problem: { readonly code: string; readonly detail: string; readonly lowestPrice: Money | null } | null
  readonly maxPrice: string | null
  readonly createdAt: Date
}

const KINDS: readonly PurchaseKind[] = ['activation', 'rental', 'extension']
const STATES: readonly IntentState[] = [
  ...(['prepared', 'sending', 'confirmed', 'rejected', 'not_sent', 'unknown', 'not_purchased'] as const),
  ...(['failed', 'orphan'] as const),
]

/** @throws {@link UnexpectedResponseError} where a field that is used cannot be. */
export function parsePurchase(json: unknown): ParsedPurchase {
  const fields = fieldsOf(json, 'a purchase')
  return {
    id: fields.text('id'),
    kind: fields.oneOf('kind', KINDS),
    state: fields.oneOf('state', STATES),
    activationId: fields.textOrNull('activation_id'),
    activation: fields.objectOrNull('activation', readNumber),
    problem: fields.objectOrNull('problem', problem => ({
      code: problem.text('code'),
      detail: problem.text('detail'),
      lowestPrice: problem.moneyOrNull('lowest_price'),
    })),
    maxPrice: fields.decimalOrNull('max_price'),
    createdAt: fields.date('created_at'),
  }
}
