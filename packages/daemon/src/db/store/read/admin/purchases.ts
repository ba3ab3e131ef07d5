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
  const s = sql(schema)
  return sql<PurchaseState[]>`
    with chosen as (
      select * from ${s}.purchase_intents where ${which} order by number desc limit ${limit}
    )
    select i.id, i.account, i.state,
      coalesce(i.targets #>> '{0,kind}', 'activation') as kind,
      coalesce(i.snapshot #>> '{service,name}', i.snapshot #>> '{service,slug}', ps.name, i.targets #>> '{0,service}') as service,
      coalesce(i.snapshot #>> '{country,name}', i.snapshot #>> '{country,iso}', pc.name, i.targets #>> '{0,country}') as country,
      coalesce(i.snapshot #>> '{operator,name}', i.targets #>> '{0,operator}') as operator,
      trim_scale(i.max_price)::text as "maxPrice",
      i.snapshot #>> '{price,amount}' as price, i.snapshot #>> '{price,currency}' as currency, i.subject,
      i.activation_id as number, i.snapshot ->> 'phone' as phone, i.ended, i.doubt, i.refusal ->> 'code' as refusal,
      i.witness #>> '{before,amount}' as "balanceBefore", i.witness #>> '{after,amount}' as "balanceAfter",
      i.created_at as "createdAt", i.sent_at as "sentAt"
    from chosen i
    left join ${s}.provider_services ps
      on ps.provider = i.targets #>> '{0,provider}' and ps.native_id = i.targets #>> '{0,service}'
    left join ${s}.provider_countries pc
      on pc.provider = i.targets #>> '{0,provider}' and pc.native_id = i.targets #>> '{0,country}'
    order by i.number desc`
}

/** On which account a purchase was made; `null` when there is no such purchase. */
export async function readAccountOf({ sql, schema }: Database, id: string): Promise<string | null> {
  const [row] = await sql<{ account: string }[]>`
    select account from ${sql(schema)}.purchase_intents where id = ${id}`
  return row?.account ?? null
}
