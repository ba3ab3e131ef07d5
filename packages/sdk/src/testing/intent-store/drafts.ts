import { activationTarget } from '../../provider/activation-target.ts'
import type { PurchaseTarget } from '../../provider/purchase.ts'
import type { RentalSnapshot } from '../../provider/rental-snapshot.ts'
import type { ActivationSnapshot } from '../../provider/snapshot.ts'
import type { Intent } from '../../purchase/intent.ts'
import type { IntentStore, NewIntent } from '../../purchase/store.ts'

export function target(service: string, operator: string | null = null): PurchaseTarget {
  return activationTarget('made-up', service, '16', operator)
}

export function draftOf(differences: Partial<NewIntent> = {}): NewIntent {
  return {
    id: crypto.randomUUID(),
    account: `account-${crypto.randomUUID()}`,
    idempotencyKey: null,
    targets: [target('tg')],
    maxPrice: null,
    gateFor: null,
    state: 'prepared',
    activationId: null,
    snapshot: null,
    flags: [],
    ...differences,
  }
}

export async function inserted(store: IntentStore, differences: Partial<NewIntent> = {}): Promise<Intent> {
  return (await store.insert(draftOf(differences))).intent
}

export async function known(store: IntentStore, id: string): Promise<Intent> {
  const intent = await store.get(id)
  if (!intent) throw new Error(`the store has lost ${id}`)
  return intent
}

export function snapshotOf(id: string): ActivationSnapshot {
  const at = new Date('2026-01-01T12:00:00.123Z')
  const message = { id: '1', text: 'code 0042\u2028', code: '0042', sender: null, channel: 'sms' } as const
  return {
    id,
    provider: 'made-up',
    nativeId: id.slice(id.indexOf(':') + 1),
    status: 'received',
    reason: null,
    phone: '+447700900123',
    operator: null,
    price: { amount: '0.25', currency: 'USD' },
    refund: 'none',
    service: { slug: 'telegram', nativeId: 'tg', name: 'Telegram' },
    country: { iso: 'GB', nativeId: '16', name: 'United Kingdom' },
    messages: [{ ...message, receivedAt: at }],
    rounds: 0,
    canRetry: null,
    createdAt: at,
    soldAt: at,
    expiresAt: at,
    cancellableAt: null,
    observedAt: at,
  }
}

export function rentedOf(id: string): RentalSnapshot {
  const { rounds: _, canRetry: __, ...known } = snapshotOf(id)
  return { ...known, kind: 'rental', status: 'active' }
}
