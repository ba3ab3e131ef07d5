import * as z from 'zod/mini'
import type { NumberSnapshot, RentalSnapshot, RentalStatus } from '../provider/rental-snapshot.ts'
import type { ActivationSnapshot, ActivationStatus, EndReason, Refund, SmsMessage } from '../provider/snapshot.ts'
import { country, formatCountry, formatOperator, formatService, operator, service } from './names.ts'
import { count, instant, listOf, made, money, orNull, parse, type Schema } from './schema.ts'
import type { WireActivation, WireMessage, WireNumber, WireRental } from './types.ts'

/** What a daemon says of a number beside what it is. */
export interface WireFacts {
  /** When it was asked to be cancelled, and is not yet; `null`: it was not. */
  readonly cancelRequestedAt: Date | null
  /** The daemon's clock. */
  readonly serverTime: Date
}

/** A number from the wire. */
export interface ParsedNumber<Snapshot extends NumberSnapshot = NumberSnapshot> extends WireFacts {
  readonly snapshot: Snapshot
}

const RENTAL_STATUSES = ['active', 'completed', 'cancelled', 'expired'] as const satisfies readonly RentalStatus[]
const REASONS = ['user', 'reported', 'vendor', 'timeout'] as const satisfies readonly EndReason[]
const REFUNDS = ['none', 'expected', 'confirmed', 'not_charged', 'unknown'] as const satisfies readonly Refund[]
const STATUSES = [
  'waiting',
  'received',
  'retrying',
  'completed',
  'cancelled',
  'expired',
] as const satisfies readonly ActivationStatus[]

/** A number as it travels. {@link parseActivation} makes the same snapshot of it again. */
export function formatActivation(snapshot: ActivationSnapshot, facts: WireFacts): WireActivation
export function formatActivation(snapshot: RentalSnapshot, facts: WireFacts): WireRental
export function formatActivation(snapshot: NumberSnapshot, facts: WireFacts): WireNumber
export function formatActivation(snapshot: NumberSnapshot, { cancelRequestedAt, serverTime }: WireFacts): WireNumber {
  const common = {
    id: snapshot.id,
    provider: snapshot.provider,
    native_id: snapshot.nativeId,
    reason: snapshot.reason,
    phone: snapshot.phone,
    service: formatService(snapshot.service),
    country: formatCountry(snapshot.country),
    operator: snapshot.operator && formatOperator(snapshot.operator),
    price: snapshot.price && { amount: snapshot.price.amount, currency: snapshot.price.currency },
    refund: snapshot.refund,
    messages: snapshot.messages.map(formatMessage),
    created_at: instantText(snapshot.createdAt),
    sold_at: textOf(snapshot.soldAt),
    expires_at: textOf(snapshot.expiresAt),
    cancellable_at: textOf(snapshot.cancellableAt),
    observed_at: instantText(snapshot.observedAt),
    cancel_requested_at: textOf(cancelRequestedAt),
    server_time: serverTime.toISOString(),
  }
  if ('kind' in snapshot) return { kind: 'rental', status: snapshot.status, ...common }
  const { status, rounds, canRetry } = snapshot
  return { kind: 'activation', status, rounds, can_retry: canRetry, ...common }
}

/** One SMS as it travels. */
export function formatMessage({ id, text, code, sender, channel, receivedAt }: SmsMessage): WireMessage {
  return { id, text, code, sender, channel, received_at: textOf(receivedAt) }
}

/**
 * The number that `json` tells. Fields that nobody here knows are passed over, since the other end may be newer.
 * @throws {@link UnexpectedResponseError} where one that is used cannot be.
 */
export function parseActivation(json: unknown): ParsedNumber {
  return parse(json, number, 'a number')
}

export const message: Schema<SmsMessage> = made(
  {
    id: z.string(),
    text: orNull(z.string()),
    code: orNull(z.string()),
    sender: orNull(z.string()),
    channel: z.enum(['sms', 'voice']),
    received_at: orNull(instant),
  },
  ({ received_at: receivedAt, ...rest }) => ({ ...rest, receivedAt }),
)

const common = {
  id: z.string(),
  provider: z.string(),
  native_id: z.string(),
  reason: orNull(z.enum(REASONS)),
  phone: z.string(),
  service,
  country,
  operator: orNull(operator),
  price: orNull(money),
  refund: z.enum(REFUNDS),
  messages: listOf(message),
  created_at: instant,
  sold_at: orNull(instant),
  expires_at: orNull(instant),
  cancellable_at: orNull(instant),
  observed_at: instant,
  cancel_requested_at: orNull(instant),
  server_time: instant,
}
const activation = z.object({
  kind: z.literal('activation'),
  status: z.enum(STATUSES),
  rounds: count,
  can_retry: orNull(z.boolean()),
  ...common,
})
const rental = z.object({ kind: z.literal('rental'), status: z.enum(RENTAL_STATUSES), ...common })
const own = z.refine<z.output<typeof activation | typeof rental>>(
  ({ id, provider, native_id }) => id === `${provider}:${native_id}`,
  { path: ['id'] },
)

export const number: Schema<ParsedNumber> = z.pipe(
  z.discriminatedUnion('kind', [activation, rental]).check(own),
  z.transform(told => {
    const { id, provider, reason, phone, service, country, operator, price, refund, messages } = told
    const shared = {
      id,
      provider,
      nativeId: told.native_id,
      reason,
      phone,
      service,
      country,
      operator,
      price,
      refund,
      messages,
      createdAt: told.created_at,
      soldAt: told.sold_at,
      expiresAt: told.expires_at,
      cancellableAt: told.cancellable_at,
      observedAt: told.observed_at,
    }
    const snapshot: NumberSnapshot =
      told.kind === 'rental'
        ? { kind: 'rental', status: told.status, ...shared }
        : { status: told.status, rounds: told.rounds, canRetry: told.can_retry, ...shared }
    return { snapshot, cancelRequestedAt: told.cancel_requested_at, serverTime: told.server_time }
  }),
)

const FIRST = Date.parse('0000-01-01T00:00:00.000Z')
const LAST = Date.parse('9999-12-31T23:59:59.999Z')

/** In a year of four digits: of more, as where a host says `never`, the other end reads nothing, and with it not the number. */
const instantText = (date: Date) => new Date(Math.min(LAST, Math.max(FIRST, date.getTime()))).toISOString()

const textOf = (date: Date | null) => date && instantText(date)
