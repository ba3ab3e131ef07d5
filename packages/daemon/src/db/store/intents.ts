import type { BeginResult, Intent, IntentSelection, IntentState, IntentStore, NewIntent } from '@onesms/sdk'
import { PurchaseRefusedError } from '../../purchase/refused-error.ts'
import type { Sql } from '../connect.ts'
import type { Database } from '../tables.ts'
import { begin } from '../transaction.ts'
import { columnsOf, type IntentRow, intentOf, rowOf } from './intents-row.ts'
import type { Admission, Origin } from './purchases/admission.ts'

/** How often a step is decided anew because others were faster. */
const ATTEMPTS = 5
const UNIQUE_VIOLATION = '23505'
const SENDABLE: readonly IntentState[] = ['prepared', 'not_sent', 'failed']
/** Let pass when it was written down, and counted since. */
const ADMITTED: readonly IntentState[] = ['prepared']

/**
 * Keeps purchases in the table `purchase_intents`, for any number of processes. Each step is one statement, and committed to
 * the disk when its promise resolves, also where the database is set to be less careful.
 *
 * @param admission Has to let a purchase pass in the transaction that writes it down, and again before one that counts no
 * more is sent after all. Default: every purchase passes.
 */
export function createIntentStore({ sql, schema }: Database, admission: Admission | null = null): IntentStore {
  const table = sql`${sql(schema)}.purchase_intents`
  const columns = columnsOf(sql)
  // Holds until the end of the statement, which is its transaction.
  const durably = sql`(select set_config('synchronous_commit', 'on', true)) as durably`
  const selections: Record<IntentSelection, ReturnType<Sql>> = {
    open: sql`state in ('prepared', 'sending', 'unknown')`,
    alive: sql`activation_id is not null and not ended`,
    orphan: sql`state = 'orphan'`,
  }

  const get = async (id: string): Promise<Intent | null> => {
    const [row] = await sql<IntentRow[]>`select ${columns} from ${table} where id = ${id}`
    return row ? intentOf(row) : null
  }
  const ownerOf = async (account: string, activationId: string): Promise<Intent | null> => {
    const [row] = await sql<IntentRow[]>`
      select ${columns} from ${table} where account = ${account} and activation_id = ${activationId}`
    return row ? intentOf(row) : null
  }
  const target = sql`(kind text, provider text, service text, country text, operator text, extends jsonb)`
  /** Unknown intents that hold the gate of the intent `i`: same account, one kind in common. */
  const holders = sql`
    select u.number from ${table} u
    where u.account = i.account and u.state = 'unknown'
      and (u.gate_ms is null or clock_timestamp() < u.sent_at + make_interval(secs => u.gate_ms / 1000.0))
      and exists (
        select from jsonb_to_recordset(u.targets) as a ${target}, jsonb_to_recordset(i.targets) as b ${target}
        where (u.asked is null or a.provider = u.asked)
          and coalesce(a.kind, 'activation') = coalesce(b.kind, 'activation')
          and case when a.kind = 'extension' then a.extends ->> 'rental' = b.extends ->> 'rental'
            else (a.provider, a.service, a.country) = (b.provider, b.service, b.country)
              and (a.operator is null or b.operator is null or a.operator = b.operator) end)`

  const tryBegin = async (on: Sql, id: string, from: readonly IntentState[]): Promise<BeginResult | null> => {
    const [begun] = await on<IntentRow[]>`
      update ${table} i set state = 'sending', sent_at = clock_timestamp() from ${durably}
      where i.id = ${id} and i.state in ${sql(from)} and not exists (${holders})
      returning ${columns}`
    if (begun) return { kind: 'begun', intent: intentOf(begun) }
    const [holder] = await on<IntentRow[]>`
      select ${columns} from ${table}
      where number = (
        select min(holder.number) from ${table} i, lateral (${holders}) as holder
        where i.id = ${id} and i.state in ${sql(from)})`
    if (holder) return { kind: 'held', by: intentOf(holder) }
    const [row] = await on<IntentRow[]>`select ${columns} from ${table} where id = ${id}`
    return row && from.includes(row.state) ? null : { kind: 'refused', intent: row ? intentOf(row) : null }
  }
  const tryBeginAdmitted = async (id: string, { admit, checkSwitch }: Admission): Promise<BeginResult | null> => {
    await checkSwitch(sql)
    const result = await tryBegin(sql, id, ADMITTED)
    if (result?.kind !== 'refused' || !result.intent || !SENDABLE.includes(result.intent.state)) return result
    const { intent } = result
    return begin(sql, async tx => {
      await admit(tx, intent)
      return tryBegin(tx, id, SENDABLE)
    })
  }
  const insertInto = async (on: Sql, draft: NewIntent, origin: Origin | null): Promise<Intent | null> => {
    const { id, account, idempotencyKey, targets, maxPrice, gateFor, state, activationId, snapshot, flags } = draft
    const json = rowOf(sql, { snapshot, flags })
    const { subject = null, session = null, requestId = null } = origin ?? {}
    const [row] = await on<IntentRow[]>`
      insert into ${table} (id, account, idempotency_key, targets, max_price, gate_ms, state, activation_id, snapshot, flags,
        subject, session, request_id)
      select ${id}, ${account}, ${idempotencyKey}, ${sql.json(targets as never)}, ${maxPrice}::numeric, ${gateFor}::bigint,
        ${state}, ${activationId}, ${json['snapshot'] ?? null}::jsonb, ${json['flags'] ?? null}::jsonb,
        ${subject}, ${session}, ${requestId}
      from ${durably}
      on conflict do nothing
      returning ${columns}`
    return row ? intentOf(row) : null
  }
  const inTheWayOf = async (
    on: Sql,
    { id, account, idempotencyKey, activationId }: NewIntent,
  ): Promise<Intent | null> => {
    const [row] = await on<IntentRow[]>`
      select ${columns} from ${table}
      where account = ${account} and (idempotency_key = ${idempotencyKey} or activation_id = ${activationId} or id = ${id})
      order by idempotency_key = ${idempotencyKey} desc nulls last limit 1`
    return row ? intentOf(row) : null
  }
  /** What a key stands for already needs no admission, also where another process wrote it down a moment ago. */
  const insertAdmitted = async (draft: NewIntent, { admit }: Admission): Promise<Intent | null> => {
    if (await inTheWayOf(sql, draft)) return null
    try {
      return await begin(sql, async tx => insertInto(tx, draft, await admit(tx, draft)))
    } catch (error) {
      if (error instanceof PurchaseRefusedError && (await inTheWayOf(sql, draft))) return null
      throw error
    }
  }

  return {
    insert: async draft => {
      const needsAdmission = admission !== null && draft.state === 'prepared'
      const inserted = needsAdmission ? await insertAdmitted(draft, admission) : await insertInto(sql, draft, null)
      if (inserted) return { created: true, intent: inserted }
      const existing = await inTheWayOf(sql, draft)
      if (!existing) throw new Error(`what stands in the way of intent ${draft.id} cannot be found`)
      return { created: false, intent: existing }
    },
    begin: async id => {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const result = admission ? await tryBeginAdmitted(id, admission) : await tryBegin(sql, id, SENDABLE)
        if (result) return result
      }
      throw new Error(`intent ${id} could not be begun: others were faster each time`)
    },
    transition: async (id, from, change) => {
      try {
        const [row] = await sql<IntentRow[]>`
          update ${table} set ${sql(rowOf(sql, change))} from ${durably}
          where id = ${id} and state in ${sql(from)} returning ${columns}`
        return row ? { kind: 'moved', intent: intentOf(row) } : { kind: 'passed', intent: await get(id) }
      } catch (error) {
        if ((error as { code?: unknown }).code !== UNIQUE_VIOLATION || !change.activationId) throw error
        const intent = await get(id)
        const owner = intent && (await ownerOf(intent.account, change.activationId))
        if (!owner) throw error
        return { kind: 'owned', by: owner.id }
      }
    },
    get,
    list: async (account, selection) => {
      const rows = await sql<IntentRow[]>`
        select ${columns} from ${table} where account = ${account} and ${selections[selection]} order by number`
      return rows.map(intentOf)
    },
    owners: async (account, activationIds) => {
      if (activationIds.length === 0) return new Map()
      const rows = await sql<{ id: string; activation_id: string }[]>`
        select id, activation_id from ${table} where account = ${account} and activation_id in ${sql(activationIds)}`
      return new Map(rows.map(({ id, activation_id }) => [activation_id, id]))
    },
  }
}
