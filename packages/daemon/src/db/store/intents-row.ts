import { type Intent, type IntentChange, snapshotFromJson, targetsFromJson } from '@onesms/sdk'
import type postgres from 'postgres'
import { storableJson, storableSnapshot, storableText } from '../../tracking/storable.ts'
import type { Pool } from '../connect.ts'

/** A row as the driver reads it. */
export interface IntentRow
  extends Pick<
    Intent,
    | 'id'
    | 'account'
    | 'targets'
    | 'state'
    | 'ended'
    | 'asked'
    | 'hint'
    | 'refusal'
    | 'doubt'
    | 'witness'
    | 'flags'
    | 'age'
  > {
  readonly idempotency_key: string | null
  readonly max_price: string | null
  readonly gate_ms: number | null
  readonly activation_id: string | null
  readonly snapshot: unknown
  readonly candidates: readonly unknown[]
  readonly created_at: Date
  readonly sent_at: Date | null
}

/** What is read of a row. The age is by the clock of the database, which all processes share. */
export function columnsOf(sql: Pool): postgres.Fragment {
  return sql`
    id, account, idempotency_key, targets, trim_scale(max_price)::text as max_price, gate_ms, state, activation_id, snapshot,
    ended, asked, hint, candidates, refusal, doubt, witness, flags, created_at, sent_at,
    greatest(0, extract(epoch from clock_timestamp() - coalesce(sent_at, created_at)) * 1000)::float8 as age`
}

export function intentOf(row: IntentRow): Intent {
  const {
    targets,
    candidates,
    snapshot,
    idempotency_key,
    max_price,
    gate_ms,
    activation_id,
    created_at,
    sent_at,
    ...same
  } = row
  return {
    ...same,
    targets: targetsFromJson(targets),
    idempotencyKey: idempotency_key,
    maxPrice: max_price,
    gateFor: gate_ms,
    activationId: activation_id,
    snapshot: snapshot === null ? null : snapshotFromJson(snapshot),
    candidates: candidates.map(snapshotFromJson),
    createdAt: created_at,
    sentAt: sent_at,
  }
}

/**
 * The columns that a change writes. Whoever sends an SMS, or answers for a provider, decides what is in a text: none of it
 * keeps a purchase from being written down.
 */
export function rowOf(sql: Pool, change: IntentChange): Record<string, string | boolean | null | postgres.Parameter> {
  const { activationId, snapshot, candidates, refusal, witness, flags, doubt, ...same } = change
  const json = (value: unknown) => (value === null ? null : sql.json(storableJson(value) as postgres.JSONValue))
  return {
    ...same,
    ...(doubt !== undefined && { doubt: doubt && storableText(doubt) }),
    ...(activationId !== undefined && { activation_id: activationId }),
    ...(snapshot !== undefined && { snapshot: snapshot && json(storableSnapshot(snapshot)) }),
    ...(candidates !== undefined && { candidates: json(candidates.map(storableSnapshot)) }),
    ...(refusal !== undefined && { refusal: json(refusal) }),
    ...(witness !== undefined && { witness: json(witness) }),
    ...(flags !== undefined && { flags: json(flags) }),
  }
}
