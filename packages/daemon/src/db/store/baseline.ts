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
  /** The catalog that was accepted up to a day ago; `null` when there is none. */
  readonly anchor: CatalogStats | null
  /** Whether that was within the last day, so that it stays the anchor. */
  readonly isAnchored: boolean
}

const RECENT = 12
const ANCHORED = '1 day'

export async function readBaseline(tx: Sql, provider: string, scope: string): Promise<Baseline> {
  const [row] = await tx<Baseline[]>`
    select stats, recent_stock as "recentStock", anchor,
      anchored_at between clock_timestamp() - ${ANCHORED}::interval and clock_timestamp() as "isAnchored"
    from baselines where provider = ${provider} and scope = ${scope}`
  return row ?? { stats: null, recentStock: [], anchor: null, isAnchored: false }
}

/**
 * Makes the accepted candidate what the next one is compared with, and forgets what was refused before it. Where a guard was
 * overruled, nothing of before is a measure any more.
 */
export async function writeBaseline(
  tx: Sql,
  provider: string,
  scope: string,
  accepted: {
    readonly stats: CatalogStats
    readonly observed: readonly string[]
    readonly before: Baseline
    readonly isOverruled: boolean
  },
): Promise<void> {
  const { stats, observed, before, isOverruled } = accepted
  const recent = [...(isOverruled ? [] : before.recentStock), stats.totalStock].slice(-RECENT)
  const keepsAnchor = before.isAnchored && !isOverruled
  await tx`
    insert into baselines (provider, scope, stats, recent_stock, anchor, anchored_at, observed_at, observed_countries)
    values (${provider}, ${scope}, ${tx.json({ ...stats })}, ${tx.json(recent)}, ${tx.json({ ...stats })}, clock_timestamp(),
      clock_timestamp(), ${[...observed]}::text[])
    on conflict (provider, scope) do update set
      stats = excluded.stats, recent_stock = excluded.recent_stock,
      anchor = case when ${keepsAnchor} then baselines.anchor else excluded.anchor end,
      anchored_at = case when ${keepsAnchor} then baselines.anchored_at else excluded.anchored_at end,
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
