import type { ReferenceKind } from '../errors/catalog.ts'
import type { UnexpectedResponseReason } from '../errors/transport.ts'
import { type Money, parseAmount } from '../money/money.ts'
import { isRecord } from '../utils/record.ts'

/** What a problem tells beyond its words. What cannot be read counts as untold: an error must come out of it in any case. */
export interface ProblemMembers {
  readonly status: number
  /** Milliseconds. */
  readonly retryAfter: number | null
  readonly kind: ReferenceKind
  readonly suggestions: readonly string[]
  readonly limit: string | null
  readonly lowestPrice: Money | null
  readonly activationId: string | null
  readonly intentId: string
  readonly reason: UnexpectedResponseReason
  readonly until: Date | null
  readonly cancellableAt: Date | null
  readonly minimumAge: number | null
}

const KINDS: readonly ReferenceKind[] = ['service', 'country', 'operator']
const REASONS: readonly UnexpectedResponseReason[] = [
  'empty',
  'suspicious_empty',
  'html',
  'malformed',
  'redirect',
  'too_large',
  'shape',
  'unknown_word',
  'outdated_message',
]

export function membersOfProblem(
  status: number,
  json: Readonly<Record<string, unknown>>,
  retryAfter: number | null,
): ProblemMembers {
  const text = (name: string) => (typeof json[name] === 'string' ? json[name] : null)
  const milliseconds = (name: string) => (Number.isFinite(json[name]) ? Math.max(0, Number(json[name])) : null)
  const date = (name: string) => {
    const instant = new Date(text(name) ?? Number.NaN)
    return Number.isNaN(instant.getTime()) ? null : instant
  }
  const suggestions = Array.isArray(json['suggestions']) ? json['suggestions'] : []
  return {
    status,
    retryAfter: milliseconds('retry_after_ms') ?? retryAfter,
    kind: KINDS.find(kind => kind === json['field']) ?? 'service',
    suggestions: suggestions.filter(each => typeof each === 'string'),
    limit: text('limit'),
    lowestPrice: moneyOf(json['lowest_price']),
    activationId: text('activation_id'),
    intentId: text('intent_id') ?? '',
    reason: REASONS.find(reason => reason === json['reason']) ?? 'unknown_word',
    until: date('until'),
    cancellableAt: date('cancellable_at'),
    minimumAge: milliseconds('minimum_age_ms'),
  }
}

function moneyOf(value: unknown): Money | null {
  if (!isRecord(value) || typeof value['currency'] !== 'string') return null
  const amount = parseAmount(value['amount'])
  return amount === null ? null : { amount, currency: value['currency'] }
}
