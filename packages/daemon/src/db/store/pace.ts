import type { Database } from '../tables.ts'

/** Turns that were given out: the first after `wait` milliseconds, each next one `interval` later. */
export interface Slots {
  readonly wait: number
  readonly interval: number
}

/** Beyond it, an instant comes from a wrong clock or an old backup. */
const FARTHEST = '10 minutes'
/** What of the rate is left after a refusal for haste. */
const CUT = 0.7
/** Refusals within so many seconds are one. */
const ONE_REFUSAL = 1
/** A hundredth of the limit comes back each second. */
const RECOVERY = 0.01
/** However often it is refused, a fiftieth of the limit stays. */
const LEAST = 0.02

/**
 * Gives out the next `count` turns of an account, by the clock of the database and in one statement: processes that ask at
 * once get different turns. `limit` is how many requests a second the account may send at most.
 */
export async function takeSlots(
  { sql, schema }: Database,
  account: string,
  limit: number,
  count: number,
): Promise<Slots> {
  const rate = currentRate(sql, limit)
  const [row] = await sql<Slots[]>`
    insert into ${sql(schema)}.paces as p (account, next_at, rate)
    values (${account}, clock_timestamp() + make_interval(secs => ${count / limit}), ${limit})
    on conflict (account) do update set next_at =
      greatest(
        case when p.next_at < clock_timestamp() + ${FARTHEST}::interval then p.next_at end,
        clock_timestamp()) + make_interval(secs => ${count} / ${rate})
    returning
      greatest(0, extract(epoch from next_at - clock_timestamp())::float8 - ${count} / ${rate}) * 1000 as wait,
      1000 / ${rate} as interval`
  if (!row) throw new Error('the database gave no turn')
  return row
}

/** The provider refused for haste: nobody sends for `ms`, and then all of them more slowly for a while. */
export async function slowDown({ sql, schema }: Database, account: string, limit: number, ms: number): Promise<void> {
  const isOne = sql`p.slowed_at is not null
    and p.slowed_at between clock_timestamp() - make_interval(secs => ${ONE_REFUSAL}) and clock_timestamp()`
  const until = sql`clock_timestamp() + make_interval(secs => ${ms / 1000})`
  await sql`
    insert into ${sql(schema)}.paces as p (account, next_at, rate, slowed_at)
    values (${account}, ${until}, ${limit * CUT}, clock_timestamp())
    on conflict (account) do update set
      next_at = greatest(p.next_at, ${until}),
      rate = case when ${isOne} then p.rate else greatest(${limit * LEAST}, ${CUT} * ${currentRate(sql, limit)}) end,
      slowed_at = case when ${isOne} then p.slowed_at else clock_timestamp() end`
}

/** What the rate has come back to since it was cut. One that was cut in the future is not believed. */
function currentRate(sql: Database['sql'], limit: number) {
  return sql`(case when p.slowed_at is null or p.slowed_at > clock_timestamp() then ${limit}::float8 else least(
    ${limit}::float8, p.rate + ${limit * RECOVERY}::float8 * extract(epoch from clock_timestamp() - p.slowed_at)) end)::float8`
}
