import type { Money } from '@onesms/sdk'
import type { Sql } from '../db/connect.ts'
import { enqueueAll, type OutboxEvent } from '../outbox/enqueue.ts'
import { cross, type Seen } from './cross.ts'
import { keyOf, type Watch } from './watch.ts'

/** Statements that are committed together. */
interface Transaction {
  readonly sql: Sql
  readonly schema: string
}

/**
 * Tells which lines the catalog has crossed, as it stands in this transaction. The states are locked before it is looked at,
 * so that of two catalogs that are published at once the second sees the first.
 */
export async function tellCrossings({ sql, schema }: Transaction, watches: readonly Watch[]): Promise<void> {
  if (watches.length === 0) return
  const byKey = new Map(watches.map(watch => [keyOf(watch), watch]))
  const states = await lockStates({ sql, schema }, [...byKey.keys()])
  const looks = await Promise.all(
    states.map(async ({ key, beyond }) => {
      const watch = byKey.get(key)
      const seen = watch && (await look({ sql, schema }, watch))
      const crossed = seen && cross(watch, beyond, seen)
      return crossed && crossed.isBeyond !== beyond ? [{ key, watch, seen, ...crossed }] : []
    }),
  )
  const moved = looks.flat()
  if (moved.length === 0) return
  const rows = moved.map(({ key, isBeyond }) => ({ key, beyond: isBeyond }))
  await sql`
    update ${sql(schema)}.watches w set beyond = m.beyond, since = clock_timestamp()
    from jsonb_to_recordset(${sql.json(rows)}) as m (key text, beyond boolean) where w.key = m.key`
  await enqueueAll(
    { sql, schema },
    moved.flatMap(({ key, watch, seen, told }) => (told === null ? [] : [eventOf(key, watch, seen, told)])),
  )
}

interface StateRow {
  readonly key: string
  readonly beyond: boolean | null
}

/** All in one order, so that nobody waits for somebody who waits for him. */
async function lockStates({ sql, schema }: Transaction, keys: readonly string[]): Promise<readonly StateRow[]> {
  const given = sql`select distinct key from jsonb_array_elements_text(${sql.json(keys as string[])}) as k (key)`
  await sql`
    insert into ${sql(schema)}.watches (key) select key from (${given}) as g order by key on conflict (key) do nothing`
  return sql<StateRow[]>`
    select key, beyond from ${sql(schema)}.watches where key in (${given}) order by key for update`
}

/** Stock in all, and the lowest price of what is in stock. Stock that somebody does not tell makes the sum unknown. */
async function look({ sql, schema }: Transaction, watch: Watch): Promise<Seen> {
  const { service, country, provider } = watch
  const currency = watch.kind === 'price' ? watch.above.currency : null
  const [row] = await sql<[{ stock: number | null; price: string | null }]>`
    select
      case when count(*) = count(stock) then coalesce(sum(stock), 0)::bigint end as stock,
      trim_scale(min(price) filter (where currency = ${currency} and stock is distinct from 0))::text as price
    from ${sql(schema)}.offers
    where service = ${service} and country = ${country} and kind = 'activation' and available
      ${provider === null ? sql`` : sql`and provider = ${provider}`}`
  const price: Money | null = row.price === null || currency === null ? null : { amount: row.price, currency }
  return { stock: row.stock, price }
}

function eventOf(key: string, watch: Watch, { stock, price }: Seen, type: OutboxEvent['type']): OutboxEvent {
  const { service, country, provider } = watch
  const about = { service, country, provider }
  const payload =
    watch.kind === 'stock' ? { ...about, line: watch.below, stock } : { ...about, line: watch.above, price }
  return { type, orderingKey: `watch:${key}`, payload }
}
