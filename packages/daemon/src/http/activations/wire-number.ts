import type { Intent } from '@onesms/sdk'
import { formatActivation, type WireNumber, type WirePurchase, type WireRentalOffer } from '@onesms/sdk/wire'
import { z } from 'zod'
import type { StoredNumber } from '../../tracking/activation-row.ts'
import { problemOfIntent } from './refusal-of.ts'

/** A number as it travels. */
export function wireNumber({
  snapshot,
  cancelRequestedAt,
}: Pick<StoredNumber, 'snapshot' | 'cancelRequestedAt'>): WireNumber {
  return formatActivation(snapshot, { cancelRequestedAt, serverTime: new Date() })
}

/** The number that a purchase is about; `null` where it brought none. Of an extension: the rental. */
export const numberIdOf = ({ state, snapshot, activationId, targets }: Intent): string | null =>
  state === 'confirmed' ? (targets[0]?.extends?.rental ?? snapshot?.id ?? activationId) : null

/** A purchase as it travels. */
export function wirePurchase(intent: Intent, number: StoredNumber | null): WirePurchase {
  const { id, state, targets, maxPrice, createdAt } = intent
  const facts = problemOfIntent(intent)?.facts
  const lowest = facts?.members?.['lowest_price']
  return {
    id,
    kind: targets[0]?.kind ?? 'activation',
    state,
    activation_id: numberIdOf(intent),
    activation: number && wireNumber(number),
    problem: facts
      ? { code: facts.code, detail: facts.detail, ...(lowest ? { lowest_price: lowest as never } : {}) }
      : null,
    max_price: maxPrice,
    created_at: createdAt.toISOString(),
  }
}

const instant = z.iso.datetime()
const money = z.object({ amount: z.string().describe('Decimal'), currency: z.string() })
const named = { native_id: z.string(), name: z.string() }

const message = z.object({
  id: z.string(),
  text: z.string().nullable(),
  code: z.string().nullable(),
  sender: z.string().nullable(),
  channel: z.enum(['sms', 'voice']),
  received_at: instant.nullable(),
})

const ofWhat = {
  service: z.object({ slug: z.string().nullable(), ...named }),
  country: z.object({ iso: z.string().nullable(), ...named }),
  operator: z.object(named).nullable(),
}

/** An offer of a rental, for the description of the API. */
export const rentalOfferSchema = z.object({
  provider: z.string(),
  kind: z.literal('rental'),
  ...ofWhat,
  supplier: z.string().nullable(),
  price: money,
  stock: z.number().nullable(),
  success_rate: z.number().nullable().describe('0 to 1; `null` when untold'),
  hours: z.int(),
}) satisfies z.ZodType<WireRentalOffer>

/** A number, for the description of the API. */
export const numberSchema = z.object({
  id: z.string().describe('`<provider>:<native id>`'),
  kind: z.enum(['activation', 'rental']),
  provider: z.string(),
  native_id: z.string(),
  status: z.enum(['waiting', 'received', 'retrying', 'active', 'completed', 'cancelled', 'expired']),
  reason: z.enum(['user', 'reported', 'vendor', 'timeout']).nullable(),
  phone: z.string().describe('E.164; three stars and its last three digits once it was removed'),
  ...ofWhat,
  price: money.nullable(),
  refund: z.enum(['none', 'expected', 'confirmed', 'not_charged', 'unknown']),
  messages: z.array(message).describe('The oldest first'),
  rounds: z.int().optional().describe('Not of rentals'),
  can_retry: z.boolean().nullable().optional().describe('Not of rentals'),
  created_at: instant,
  sold_at: instant.nullable(),
  expires_at: instant.nullable(),
  cancellable_at: instant.nullable(),
  observed_at: instant,
  cancel_requested_at: instant.nullable().describe('It is given back as soon as the provider takes it'),
  server_time: instant,
})

/** A purchase, for the description of the API. */
export const purchaseSchema = z.object({
  id: z.string(),
  kind: z.enum(['activation', 'rental', 'extension']),
  state: z.enum([
    ...(['prepared', 'sending', 'confirmed', 'rejected', 'not_sent', 'unknown', 'not_purchased', 'failed'] as const),
  ]),
  activation_id: z.string().nullable(),
  activation: numberSchema.nullable(),
  problem: z.object({ code: z.string(), detail: z.string(), lowest_price: money.nullable().optional() }).nullable(),
  max_price: z.string().nullable().describe('Decimal'),
  created_at: instant,
})
