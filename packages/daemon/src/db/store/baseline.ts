import { countAgreement, type Refusal } from '../../catalog/acceptance.ts'
import type { GuardName } from '../../catalog/guard.ts'
import type { CatalogStats } from '../../catalog/stats.ts'
import type { Sql } from '../connect.ts'

/** What a candidate of one provider and scope is compared with. */
export interface Baseline {
  /** The last accepted catalog; `null` when there is none. */
  readonly stats: CatalogStats | null
  /** Total stock of the last accepted runs, up to twelve. */
  readonly recentStock: readonly number[]
}

const RECENT = 12

export async function readBaseline(tx: Sql, provider: string, scope: string): Promise<Baseline> {
  const [row] = await tx<{ stats: CatalogStats; recent: number[] }[]>`
    select stats, recent_stock as recent from baselines where provider = ${provider} and scope = ${scope}`
  return row ? { stats: row.stats, recentStock: row.recent } : { stats: null, recentStock: [] }
}

/** Makes the accepted candidate what the next one is compared with, and forgets what was refused before it. */
export async function writeBaseline(
  tx: Sql,
  provider: string,
  scope: string,
  accepted: {
    readonly stats: CatalogStats
    readonly observed: readonly string[]
    readonly recentStock: readonly number[]
  },
): Promise<void> {
  const recent = [...accepted.recentStock, accepted.stats.totalStock].slice(-RECENT)
  await tx`
    insert into baselines (provider, scope, stats, recent_stock, observed_at, observed_countries)
    values (${provider}, ${scope}, ${tx.json({ ...accepted.stats })}, ${tx.json(recent)}, clock_timestamp(),
      ${[...accepted.observed]}::text[])
    on conflict (provider, scope) do update set
      stats = excluded.stats, recent_stock = excluded.recent_stock,
      observed_at = excluded.observed_at, observed_countries = excluded.observed_countries`
  await tx`delete from refusals where provider = ${provider} and scope = ${scope}`
}

/** Counts a refusal, and answers with how many runs agree by now, and whether any did before. */
export async function countRefusal(
  tx: Sql,
  provider: string,
  scope: string,
  refused: { readonly guard: GuardName; readonly stats: CatalogStats },
): Promise<{ readonly agreeing: number; readonly isKnown: boolean }> {
  const [row] = await tx<Refusal[]>`
    select stats, agreeing, (extract(epoch from clock_timestamp() - counted_at) * 1000)::bigint as age
    from refusals where provider = ${provider} and scope = ${scope}`
  const { agreeing, counted, isKnown } = countAgreement(row ?? null, refused.stats)
  if (counted) {
    await tx`
      insert into refusals (provider, scope, guard, stats, agreeing, counted_at)
      values (${provider}, ${scope}, ${refused.guard}, ${tx.json({ ...refused.stats })}, ${agreeing}, clock_timestamp())
      on conflict (provider, scope) do update set
        guard = excluded.guard, stats = excluded.stats, agreeing = excluded.agreeing, counted_at = excluded.counted_at`
  }
  return { agreeing, isKnown }
}
