import type { Database } from '../tables.ts'
import { transaction } from '../transaction.ts'

const BATCH = 500
/** For how long a rental lives of which nobody tells its end. */
const LONGEST_RENTAL = '366 days'

/**
 * Leaves of the phone of each number that ended `days` ago its last three digits, beside the country that it has anyway, and
 * what `hash` makes of it. Answers with how many rows it changed.
 */
export async function retirePhones(
  database: Database,
  days: number,
  hash: ((phone: string) => string) | undefined,
): Promise<number> {
  const numbers = await retireNumbers(database, days, hash)
  const { sql, schema } = database
  const senders = await sql`
    update ${sql(schema)}.messages set sender = null
    where sender is not null and seen_at < clock_timestamp() - make_interval(days => ${days})`
  // The ledger's own copy goes with that of the number; what was never followed, by its age.
  const purchases = await sql`
    update ${sql(schema)}.purchase_intents i
    set snapshot = jsonb_set(snapshot, '{phone}', to_jsonb('***' || right(snapshot ->> 'phone', 3)))
    where snapshot ->> 'phone' not like '***%' and case
      when exists (select from ${sql(schema)}.activations a where a.id = i.snapshot ->> 'id')
        then exists (select from ${sql(schema)}.activations a where a.id = i.snapshot ->> 'id' and a.phone like '***%')
      else greatest(created_at, (snapshot ->> 'expiresAt')::timestamptz)
        < clock_timestamp() - make_interval(days => ${days}) end`
  const candidates = await sql`
    update ${sql(schema)}.purchase_intents set candidates = (
      select jsonb_agg(
        jsonb_set(candidate, '{phone}', to_jsonb('***' || right(candidate ->> 'phone', 3))) order by place)
      from jsonb_array_elements(candidates) with ordinality as seen (candidate, place))
    where begun_at < clock_timestamp() - make_interval(days => ${days})
      and jsonb_path_exists(candidates, '$[*] ? (!(@.phone starts with "***"))')`
  return numbers + senders.count + purchases.count + candidates.count
}

/** The key of the hash stays in this process, so phones are read, in small bites. */
async function retireNumbers(
  { sql, schema }: Database,
  days: number,
  hash: ((phone: string) => string) | undefined,
): Promise<number> {
  const retireSome = () =>
    transaction(sql, async tx => {
      const rows = await tx<{ id: string; phone: string }[]>`
        select id, phone from ${tx(schema)}.activations
        where phone not like '***%'
          and coalesce(ended_at, expires_at, bought_at + case kind when 'rental' then ${LONGEST_RENTAL}::interval else '0' end)
            < clock_timestamp() - make_interval(days => ${days})
        order by bought_at limit ${BATCH} for update skip locked`
      if (rows.length === 0) return 0
      const retired = rows.map(({ id, phone }) => ({ id, phone: maskPhone(phone), hash: hash?.(phone) ?? null }))
      await tx`
        update ${tx(schema)}.activations a
        set phone = r.phone, phone_hash = r.hash, snapshot = jsonb_set(a.snapshot, '{phone}', to_jsonb(r.phone))
        from jsonb_to_recordset(${tx.json(retired)}) as r (id text, phone text, hash text)
        where a.id = r.id`
      return rows.length
    })
  let total = 0
  for (let bite = BATCH; bite === BATCH; total += bite) bite = await retireSome()
  return total
}

/** `+447700900123` becomes `***123`. */
export function maskPhone(phone: string): string {
  return `***${phone.slice(-3)}`
}
