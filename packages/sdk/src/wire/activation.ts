import { UnexpectedResponseError } from '../errors/transport.ts'
import type { NumberSnapshot, RentalSnapshot, RentalStatus } from '../provider/rental-snapshot.ts'
import type { ActivationSnapshot, ActivationStatus, EndReason, Refund, SmsMessage } from '../provider/snapshot.ts'
import { type Fields, fieldsOf } from './fields.ts'
import { formatCountry, formatOperator, formatService, readCountry, readOperator, readService } from './names.ts'
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

const STATUSES: readonly ActivationStatus[] = ['waiting', 'received', 'retrying', 'completed', 'cancelled', 'expired']
const RENTAL_STATUSES: readonly RentalStatus[] = ['active', 'completed', 'cancelled', 'expired']
const REASONS: readonly EndReason[] = ['user', 'reported', 'vendor', 'timeout']
const REFUNDS: readonly Refund[] = ['none', 'expected', 'confirmed', 'not_charged', 'unknown']

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
    created_at: snapshot.createdAt.toISOString(),
    sold_at: textOf(snapshot.soldAt),
    expires_at: textOf(snapshot.expiresAt),
    cancellable_at: textOf(snapshot.cancellableAt),
    observed_at: snapshot.observedAt.toISOString(),
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
  return readNumber(fieldsOf(json, 'a number'))
}

export function readNumber(fields: Fields): ParsedNumber {
  const common = {
    id: fields.text('id'),
    provider: fields.text('provider'),
    nativeId: fields.text('native_id'),
    reason: fields.oneOfOrNull('reason', REASONS),
    phone: fields.text('phone'),
    service: fields.object('service', readService),
    country: fields.object('country', readCountry),
    operator: fields.objectOrNull('operator', readOperator),
    price: fields.moneyOrNull('price'),
    refund: fields.oneOf('refund', REFUNDS),
    messages: fields.list('messages', readMessage),
    createdAt: fields.date('created_at'),
    soldAt: fields.dateOrNull('sold_at'),
    expiresAt: fields.dateOrNull('expires_at'),
    cancellableAt: fields.dateOrNull('cancellable_at'),
    observedAt: fields.date('observed_at'),
  }
  if (common.id !== `${common.provider}:${common.nativeId}`) {
    throw new UnexpectedResponseError('the daemon answered a number whose id is not its own', { reason: 'shape' })
  }
  const facts = { cancelRequestedAt: fields.dateOrNull('cancel_requested_at'), serverTime: fields.date('server_time') }
  if (fields.oneOf('kind', ['activation', 'rental']) === 'rental') {
    return { snapshot: { kind: 'rental', status: fields.oneOf('status', RENTAL_STATUSES), ...common }, ...facts }
  }
  const own = {
    status: fields.oneOf('status', STATUSES),
    rounds: fields.count('rounds'),
    canRetry: fields.booleanOrNull('can_retry'),
  }
  return { snapshot: { ...own, ...common }, ...facts }
}

export function readMessage(fields: Fields): SmsMessage {
  return {
    id: fields.text('id'),
    text: fields.textOrNull('text'),
    code: fields.textOrNull('code'),
    sender: fields.textOrNull('sender'),
    channel: fields.oneOf('channel', ['sms', 'voice']),
    receivedAt: fields.dateOrNull('received_at'),
  }
}

const textOf = (date: Date | null) => date?.toISOString() ?? null
