import type { Database } from '../../../tables.ts'

/** A purchase as a list shows it. Names are those of the provider. */
export interface PurchaseState {
  readonly id: string
  readonly account: string
  readonly kind: string
  readonly state: string
  readonly service: string | null
  readonly country: string | null
  readonly operator: string | null
  readonly maxPrice: string | null
  readonly price: string | null
  readonly currency: string | null
  readonly subject: string | null
  readonly number: string | null
  readonly phone: string | null
  readonly ended: boolean
  readonly doubt: string | null
  readonly refusal: string | null
  readonly balanceBefore: string | null
  readonly balanceAfter: string | null
  readonly createdAt: Date
  readonly sentAt: Date | null
}

export type PurchaseSelection = 'unknown' | 'under_way' | 'orphan' | 'latest'

/** Purchases of one kind of standing, the latest first. */
export async function readPurchaseStates(
  { sql, schema }: Database,
  selection: PurchaseSelection,
  limit: number,
): Promise<readonly PurchaseState[]> {
  const which = {
    unknown: sql`state = 'unknown'`,
    under_way: sql`state in ('prepared', 'sending')`,
    orphan: sql`state = 'orphan' and not ended`,
    latest: sql`state <> 'orphan'`,
  }[selection]
  return sql<PurchaseState[]>`
    select id, account, state,
      coalesce(targets #>> '{0,kind}', 'activation') as kind,
      coalesce(snapshot #>> '{service,name}', snapshot #>> '{service,slug}', targets #>> '{0,service}') as service,
      coalesce(snapshot #>> '{country,name}', snapshot #>> '{country,iso}', targets #>> '{0,country}') as country,
      coalesce(snapshot #>> '{operator,name}', targets #>> '{0,operator}') as operator,
      trim_scale(max_price)::text as "maxPrice",
      snapshot #>> '{price,amount}' as price, snapshot #>> '{price,currency}' as currency, subject,
      activation_id as number, snapshot ->> 'phone' as phone, ended, doubt, refusal ->> 'code' as refusal,
      witness #>> '{before,amount}' as "balanceBefore", witness #>> '{after,amount}' as "balanceAfter",
      created_at as "createdAt", sent_at as "sentAt"
    from ${sql(schema)}.purchase_intents where ${which} order by number desc limit ${limit}`
}

/** On which account a purchase was made; `null` when there is no such purchase. */
export async function readAccountOf({ sql, schema }: Database, id: string): Promise<string | null> {
  const [row] = await sql<{ account: string }[]>`
    select account from ${sql(schema)}.purchase_intents where id = ${id}`
  return row?.account ?? null
}
