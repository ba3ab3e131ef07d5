import type { Database } from '../../tables.ts'

/**
 * All that is kept of one purchase but its number's phone and texts, and what was done with it. Of the phones of its
 * candidates the last three digits, by which a person recognises them.
 */
export interface PurchaseRecord extends Readonly<Record<string, unknown>> {
  readonly candidates: readonly Readonly<Record<string, unknown>>[]
  readonly audit: readonly Readonly<Record<string, unknown>>[]
}

export async function readPurchase({ sql, schema }: Database, id: string): Promise<PurchaseRecord | null> {
  const [purchase] = await sql<Pick<PurchaseRecord, 'candidates'>[]>`
    select id, account, coalesce(targets #>> '{0,kind}', 'activation') as kind, state, subject, request_id, targets,
      trim_scale(max_price)::text as max_price, snapshot -> 'price' as price, refund, activation_id, hint, doubt,
      refusal, witness, flags, created_at, sent_at, coalesce((
        select jsonb_agg(jsonb_build_object(
          'id', candidate ->> 'id', 'phone', '***' || right(candidate ->> 'phone', 3),
          'price', candidate #>> '{price,amount}', 'currency', candidate #>> '{price,currency}',
          'sold_at', candidate ->> 'soldAt', 'first_seen_at', candidate ->> 'observedAt') order by place)
        from jsonb_array_elements(candidates) with ordinality as seen (candidate, place)), '[]') as candidates
    from ${sql(schema)}.purchase_intents where id = ${id}`
  if (!purchase) return null
  const audit = await sql<Record<string, unknown>[]>`
    select at, actor, state_from, state_to, trim_scale(amount)::text as amount, currency, reason
    from ${sql(schema)}.audit where intent_id = ${id} order by id`
  return { ...purchase, audit }
}
