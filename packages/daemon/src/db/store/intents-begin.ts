import type { BeginResult, Intent, IntentState, IntentStore } from '@onesms/sdk'
import type { Sql } from '../connect.ts'
import type { Database } from '../tables.ts'
import { begin } from '../transaction.ts'
import { columnsOf, type IntentRow, intentOf } from './intents-row.ts'
import type { Admission } from './purchases/admission.ts'

/** How often a step is decided anew because others were faster. */
const ATTEMPTS = 5
const SENDABLE: readonly IntentState[] = ['prepared', 'not_sent', 'failed']
/** Let pass when it was written down, and counted since: on that day alone, where budgets are of a day. */
const ADMITTED: readonly IntentState[] = ['prepared']

/** Takes an intent to `sending`, in one statement; what counts no more has to be let pass anew in its transaction. */
export function createBegin({ sql, schema }: Database, admission: Admission | null): IntentStore['begin'] {
  const table = sql`${sql(schema)}.purchase_intents`
  const columns = columnsOf(sql)
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

  const isOfToday = sql`date_trunc('day', i.created_at, 'UTC') = date_trunc('day', clock_timestamp(), 'UTC')`

  const read = async (on: Sql, id: string): Promise<Intent | null> => {
    const [row] = await on<IntentRow[]>`select ${columns} from ${table} where id = ${id}`
    return row ? intentOf(row) : null
  }

  const tryBegin = async (
    on: Sql,
    id: string,
    from: readonly IntentState[],
    condition = sql`true`,
  ): Promise<BeginResult | null> => {
    const [begun] = await on<IntentRow[]>`
      update ${table} i set state = 'sending', sent_at = clock_timestamp()
      from (select set_config('synchronous_commit', 'on', true)) as durably
      where i.id = ${id} and i.state in ${sql(from)} and ${condition} and not exists (${holders})
      returning ${columns}`
    if (begun) return { kind: 'begun', intent: intentOf(begun) }
    const [holder] = await on<IntentRow[]>`
      select ${columns} from ${table}
      where number = (
        select min(holder.number) from ${table} i, lateral (${holders}) as holder
        where i.id = ${id} and i.state in ${sql(from)})`
    if (holder) return { kind: 'held', by: intentOf(holder) }
    const intent = await read(on, id)
    return intent && from.includes(intent.state) ? null : { kind: 'refused', intent }
  }

  const tryBeginAdmitted = async (id: string, { admit, checkSwitch }: Admission): Promise<BeginResult | null> => {
    await checkSwitch(sql)
    const result = await tryBegin(sql, id, ADMITTED, isOfToday)
    if (result && result.kind !== 'refused') return result
    const intent = result ? result.intent : await read(sql, id)
    if (!intent || !SENDABLE.includes(intent.state)) return result
    return begin(sql, async tx => {
      const { session } = await admit(tx, intent)
      await tx`update ${table} set session = ${session} where id = ${id} and session is distinct from ${session}`
      return tryBegin(tx, id, SENDABLE)
    })
  }

  return async id => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const result = await (admission ? tryBeginAdmitted(id, admission) : tryBegin(sql, id, SENDABLE))
      if (result) return result
    }
    throw new Error(`intent ${id} could not be begun: others were faster each time`)
  }
}
