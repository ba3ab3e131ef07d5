import type { ActivationSnapshot, NumberSnapshot, RentalSnapshot, SmsMessage } from '@onesms/sdk'
import type { Database } from '../../db/tables.ts'

const BEGIN = new Date('2026-05-01T10:00:00Z')

/** An activation nothing has happened to yet. */
export function activation(nativeId: string, changes: Partial<ActivationSnapshot> = {}): ActivationSnapshot {
  return { ...common(nativeId), status: 'waiting', rounds: 0, canRetry: null, ...changes }
}

/** A rental nothing has happened to yet. */
export function rental(nativeId: string, changes: Partial<RentalSnapshot> = {}): RentalSnapshot {
  return { ...common(nativeId), kind: 'rental', status: 'active', ...changes }
}

export function message(id: string, code: string | null = null): SmsMessage {
  const text = code === null ? `Text of ${id}` : `Your code is ${code}`
  return { id, text, code, sender: 'Telegram', channel: 'sms', receivedAt: new Date('2026-05-01T10:01:00Z') }
}

function common(nativeId: string) {
  return {
    id: `hero-sms:${nativeId}`,
    provider: 'hero-sms',
    nativeId,
    reason: null,
    phone: '+447700900123',
    service: { slug: 'telegram', nativeId: 'tg', name: 'Telegram' },
    country: { iso: 'GB', nativeId: '16', name: 'United Kingdom' },
    operator: null,
    price: { amount: '0.18', currency: 'USD' },
    refund: 'none',
    messages: [],
    createdAt: BEGIN,
    soldAt: BEGIN,
    expiresAt: new Date('2026-05-01T10:20:00Z'),
    cancellableAt: new Date('2026-05-01T10:02:00Z'),
    observedAt: BEGIN,
  } as const
}

/** Writes down numbers as bought: the ledger has them confirmed, and so they are followed. */
export async function writeBought(
  { sql, schema }: Database,
  snapshots: readonly NumberSnapshot[],
  { subject = 'alice', account = 'hero-sms' }: { readonly subject?: string | null; readonly account?: string } = {},
): Promise<void> {
  const rows = snapshots.map(snapshot => ({
    id: `intent of ${snapshot.id}`,
    account,
    activation_id: snapshot.id,
    subject,
    snapshot,
    targets: [{ kind: 'kind' in snapshot ? 'rental' : 'activation', provider: account, service: 'tg', country: '16' }],
  }))
  await sql`
    insert into ${sql(schema)}.purchase_intents (id, account, targets, max_price, state, activation_id, snapshot, subject)
    select id, account, targets, 0.5, 'confirmed', activation_id, snapshot, subject
    from jsonb_to_recordset(${sql.json(rows as never)}) as r (
      id text, account text, targets jsonb, activation_id text, snapshot jsonb, subject text)`
}
