import type { Intent, IntentSelection, IntentStore, NewIntent } from '@onesms/sdk'
import { PurchaseRefusedError } from '../../purchase/refused-error.ts'
import { storableJson } from '../../tracking/storable.ts'
import type { Sql } from '../connect.ts'
import type { Database } from '../tables.ts'
import { begin } from '../transaction.ts'
import { createBegin } from './intents-begin.ts'
import { columnsOf, type IntentRow, intentOf, rowOf } from './intents-row.ts'
import type { Admission, Origin } from './purchases/admission.ts'

const UNIQUE_VIOLATION = '23505'

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
  const insertInto = async (on: Sql, draft: NewIntent, origin: Origin | null): Promise<Intent | null> => {
    const { id, account, idempotencyKey, targets, maxPrice, gateFor, state, activationId, snapshot, flags } = draft
    const json = rowOf(sql, { snapshot, flags })
    const { subject = null, session = null, requestId = null } = origin ?? {}
    const [row] = await on<IntentRow[]>`
      insert into ${table} (id, account, idempotency_key, targets, max_price, gate_ms, state, activation_id, snapshot, flags,
        subject, session, request_id)
      select ${id}, ${account}, ${idempotencyKey}, ${sql.json(storableJson(targets) as never)}, ${maxPrice}::numeric, ${gateFor}::bigint,
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
    begin: createBegin({ sql, schema }, admission),
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
