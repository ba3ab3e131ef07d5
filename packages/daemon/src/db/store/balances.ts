import type { Money } from '@onesms/sdk'
import type { Sql } from '../connect.ts'
import type { Database } from '../tables.ts'
import { begin } from '../transaction.ts'

/** The balance of an account, as it was last told. */
export interface BalanceRow {
  readonly provider: string
  readonly amount: string
  readonly currency: string
  readonly observed_at: Date
  /** Below what is configured for it. */
  readonly low: boolean
}

/** What a told balance came to. */
export interface RecordedBalance {
  /** It is another than the last one. */
  readonly changed: boolean
  readonly isLow: boolean
  /** It is low, and was not before. */
  readonly hasFallen: boolean
}

/**
 * Writes down a balance: a row for each change, and when it was last seen so. `onFall` is called in the same transaction when
 * it has fallen below `low`, and was not below before.
 */
export async function recordBalance(
  { sql, schema }: Database,
  { account, balance, low }: { readonly account: string; readonly balance: Money; readonly low: string | null },
  onFall: (tx: Sql) => Promise<void>,
): Promise<RecordedBalance> {
  const table = sql`${sql(schema)}.balances`
  return begin(sql, async tx => {
    const [last] = await tx<{ same: boolean; was_low: boolean }[]>`
      select amount = ${balance.amount}::numeric and currency = ${balance.currency} as same,
        coalesce(amount < ${low}::numeric and currency = ${balance.currency}, false) as was_low
      from ${table} where account = ${account} order by first_seen_at desc limit 1 for update`
    if (last?.same) {
      await tx`
        update ${table} set last_seen_at = clock_timestamp()
        where account = ${account} and first_seen_at = (select max(first_seen_at) from ${table} where account = ${account})`
    } else {
      await tx`
        insert into ${table} (account, amount, currency) values (${account}, ${balance.amount}::numeric, ${balance.currency})`
    }
    const [now] = await tx<{ low: boolean }[]>`
      select coalesce(${balance.amount}::numeric < ${low}::numeric, false) as low`
    const isLow = now?.low ?? false
    const hasFallen = isLow && !last?.was_low
    if (hasFallen) await onFall(tx)
    return { changed: !last?.same, isLow, hasFallen }
  })
}

/** The last balance of each account, and whether it is below what `low` says. */
export async function readBalances(
  { sql, schema }: Database,
  low: Readonly<Record<string, string>>,
): Promise<readonly BalanceRow[]> {
  return sql<BalanceRow[]>`
    select distinct on (account)
      account as provider, trim_scale(amount)::text as amount, currency, last_seen_at as observed_at,
      coalesce(amount < (${sql.json(low)}::jsonb ->> account)::numeric, false) as low
    from ${sql(schema)}.balances order by account, first_seen_at desc`
}
