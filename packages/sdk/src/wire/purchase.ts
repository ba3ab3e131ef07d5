import * as z from 'zod/mini'
import type { Money } from '../money/money.ts'
import type { PurchaseKind } from '../provider/purchase.ts'
import type { IntentState } from '../purchase/intent.ts'
import { number, type ParsedNumber } from './activation.ts'
import { decimal, instant, made, money, orNull, parse, type Schema } from './schema.ts'

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

const KINDS = ['activation', 'rental', 'extension'] as const satisfies readonly PurchaseKind[]
const STATES = [
  'prepared',
  'sending',
  'confirmed',
  'rejected',
  'not_sent',
  'unknown',
  'not_purchased',
  'failed',
  'orphan',
] as const satisfies readonly IntentState[]

const problem = made(
  { code: z.string(), detail: z.string(), lowest_price: orNull(money) },
  ({ lowest_price: lowestPrice, ...rest }) => ({ ...rest, lowestPrice }),
)

const purchase: Schema<ParsedPurchase> = made(
  {
    id: z.string(),
    kind: z.enum(KINDS),
    state: z.enum(STATES),
    activation_id: orNull(z.string()),
    activation: orNull(number),
    problem: orNull(problem),
    max_price: orNull(decimal),
    created_at: instant,
  },
  ({ activation_id: activationId, max_price: maxPrice, created_at: createdAt, ...rest }) => {
    return { ...rest, activationId, maxPrice, createdAt }
  },
)

/** @throws {@link UnexpectedResponseError} where a field that is used cannot be. */
export function parsePurchase(json: unknown): ParsedPurchase {
  return parse(json, purchase, 'a purchase')
}
