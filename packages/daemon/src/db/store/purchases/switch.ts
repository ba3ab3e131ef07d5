import type { Sql } from '../../connect.ts'
import type { Database } from '../../tables.ts'
import { begin } from '../../transaction.ts'

/** Whether anything may be bought, and who has said so when and why. */
export interface PurchaseSwitch {
  readonly isOn: boolean
  readonly actor: string | null
  readonly reason: string | null
  readonly changedAt: Date | null
}

const NEVER_TOUCHED: PurchaseSwitch = { isOn: true, actor: null, reason: null, changedAt: null }

/** As it stands now, for every process. */
export async function readPurchaseSwitch(sql: Sql, schema: string): Promise<PurchaseSwitch> {
  const [row] = await sql<PurchaseSwitch[]>`
    select is_on as "isOn", actor, reason, changed_at as "changedAt" from ${sql(schema)}.purchase_switch`
  return row ?? NEVER_TOUCHED
}

/** Stops or allows purchases in every process. What was sent before goes on. It is in the audit. */
export async function setPurchaseSwitch(
  { sql, schema }: Database,
  { isOn, actor, reason }: { readonly isOn: boolean; readonly actor: string; readonly reason: string | null },
): Promise<void> {
  await begin(sql, async tx => {
    await tx`
      insert into ${tx(schema)}.purchase_switch (is_on, actor, reason) values (${isOn}, ${actor}, ${reason})
      on conflict (single) do update
      set is_on = excluded.is_on, actor = excluded.actor, reason = excluded.reason, changed_at = clock_timestamp()`
    await tx`
      insert into ${tx(schema)}.audit (actor, action, state_to, reason)
      values (${actor}, 'purchases', ${isOn ? 'on' : 'off'}, ${reason})`
  })
}
