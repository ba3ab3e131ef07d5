import type { PurchaseTarget } from '../provider/purchase.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { ActivationSnapshot } from '../provider/snapshot.ts'
import type { Intent } from './intent.ts'

/** Each field that holds a date becomes what its text in JSON was made from. */
type FromJson<T> = { [K in keyof T]: T[K] extends Date | null ? string | null : T[K] }

/** A snapshot from its JSON: dates are dates again; that of a rental says so by its `kind`. For stores that keep text. */
export function snapshotFromJson(json: unknown): NumberSnapshot {
  const fields = json as FromJson<ActivationSnapshot>
  return {
    ...fields,
    messages: fields.messages.map(message => ({ ...message, receivedAt: dateOrNull(message.receivedAt) })),
    createdAt: new Date(fields.createdAt ?? 0),
    soldAt: dateOrNull(fields.soldAt),
    expiresAt: dateOrNull(fields.expiresAt),
    cancellableAt: dateOrNull(fields.cancellableAt),
    observedAt: new Date(fields.observedAt ?? 0),
    ...(fields.providerTime !== undefined && { providerTime: new Date(fields.providerTime) }),
  }
}

/** An intent from its JSON. Its age is by the wall clock, and never negative. */
export function intentFromJson(json: unknown, now: number): Intent {
  const fields = json as FromJson<Intent>
  const createdAt = new Date(fields.createdAt ?? 0)
  const sentAt = dateOrNull(fields.sentAt)
  return {
    ...fields,
    asked: fields.asked ?? null,
    targets: targetsFromJson(fields.targets),
    candidates: (fields.candidates ?? []).map(snapshotFromJson),
    snapshot: fields.snapshot && snapshotFromJson(fields.snapshot),
    createdAt,
    sentAt,
    age: Math.max(0, now - (sentAt ?? createdAt).getTime()),
  }
}

/** What targets left out at a time when nothing but activations could be bought. */
const ACTIVATION = { kind: 'activation', hours: null, extends: null } as const

/** Targets as they are kept, also since before there were others than activations. */
export function targetsFromJson(json: unknown): readonly PurchaseTarget[] {
  const targets = json as readonly PurchaseTarget[]
  return targets.map(target => ({ ...ACTIVATION, ...target }))
}

function dateOrNull(text: string | Date | null): Date | null {
  return text === null ? null : new Date(text)
}
