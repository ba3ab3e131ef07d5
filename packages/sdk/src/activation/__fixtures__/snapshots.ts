import type { ActivationObservation, ActivationSnapshot, ObservedMessage } from '../../provider/snapshot.ts'

export const BOUGHT_AT = Date.UTC(2026, 0, 1, 12)

/** A number that was just bought. */
export function waiting(facts: Partial<ActivationSnapshot> = {}): ActivationSnapshot {
  return {
    id: 'hero-sms:4711',
    provider: 'hero-sms',
    nativeId: '4711',
    status: 'waiting',
    reason: null,
    phone: '+447700900123',
    service: { slug: 'telegram', nativeId: 'tg', name: 'Telegram' },
    country: { iso: 'GB', nativeId: '16', name: 'United Kingdom' },
    operator: null,
    price: { amount: '0.20', currency: 'USD' },
    refund: 'none',
    messages: [],
    rounds: 0,
    canRetry: null,
    createdAt: new Date(BOUGHT_AT),
    soldAt: new Date(BOUGHT_AT),
    expiresAt: new Date(BOUGHT_AT + 1_200_000),
    cancellableAt: null,
    observedAt: new Date(BOUGHT_AT),
    ...facts,
  }
}

/** One answer about it, `after` milliseconds. */
export function answer(facts: Partial<ActivationObservation> = {}, after = 10_000): ActivationObservation {
  return {
    id: 'hero-sms:4711',
    provider: 'hero-sms',
    nativeId: '4711',
    observedAt: new Date(BOUGHT_AT + after),
    ...facts,
  }
}

export function sms(facts: Partial<ObservedMessage> = {}): ObservedMessage {
  return { id: null, text: null, code: null, sender: null, channel: 'sms', receivedAt: null, ...facts }
}
