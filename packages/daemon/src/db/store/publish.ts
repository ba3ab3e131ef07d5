import { mayOverrule } from '../../catalog/acceptance.ts'
import type { Candidate } from '../../catalog/candidate.ts'
import type { Comparison, GuardName, Verdict } from '../../catalog/guard.ts'
import type { Sql } from '../connect.ts'
import type { Database } from '../tables.ts'
import { transaction } from '../transaction.ts'
import { type Baseline, countRefusal, readBaseline, writeBaseline } from './baseline.ts'
import { applyChanges, recordHistory } from './changes.ts'
import { FencedError, fence } from './fence.ts'
import { refreshFreshness } from './freshness.ts'
import type { Lease } from './leases.ts'
import { mergeNames, type NameChanges } from './names.ts'
import { comparePrices, compareWithCatalog, stageCandidate } from './staging.ts'
import { refreshSuccessRates } from './success-rates.ts'
import { refreshActives, refreshCountries, refreshTotals } from './totals.ts'

export interface Publication {
  readonly candidate: Candidate
  readonly lease: Lease
  /** Name of what was scanned; each scope has a baseline of its own. */
  readonly scope: string
  /** Also refresh what `countries` says beyond totals: top services, metadata, time of the sync. */
  readonly refreshCountries: boolean
  /** An operator has looked at the refusal and accepts the catalog. */
  readonly accept: boolean
  readonly judge: (comparison: Comparison) => Verdict
  /** Runs inside the transaction, so that the run's end and the catalog change together. */
  readonly onAccepted: (sql: Sql, accepted: Accepted) => Promise<void>
}

export interface Accepted {
  readonly accepted: true
  readonly rowsWritten: number
  readonly renamed: NameChanges['renamed']
  /** Some rows were bad: few enough to go on. */
  readonly doubtful: boolean
  /** The guard that objected and was overruled, by agreeing runs or by an operator. */
  readonly overruled: {
    readonly guard: GuardName
    readonly reason: string
    readonly by: 'agreement' | 'operator'
  } | null
}

export interface Refused {
  readonly accepted: false
  readonly guard: GuardName
  readonly reason: string
  /** How many runs in a row came to this, ten minutes apart. */
  readonly agreeing: number
}

export type PublishResult = Accepted | Refused

/**
 * Judges a candidate against the catalog and, when it is accepted, replaces the catalog in the same transaction: readers
 * see the old one or the new one, never a mixture, and a holder whose lease has ended writes nothing.
 */
export async function publish({ sql, schema }: Database, publication: Publication): Promise<PublishResult> {
  const { candidate, lease, scope } = publication
  const provider = candidate.provider.id
  return transaction(sql, async (tx): Promise<PublishResult> => {
    await tx.unsafe(TRANSACTION_SETTINGS)
    // Temporary tables last, and named in full: behind a pooler the connection may hold those of a stranger.
    await tx.unsafe(`set local search_path to "${schema}", pg_temp`)
    // Before the fence: no timeout ends a COPY whose sender has frozen, so it must not hold the lease.
    await stageCandidate(tx, candidate)
    await fence(tx, lease)
    const baseline = await readBaseline(tx, provider, scope)
    await compareWithCatalog(tx, candidate)
    const judged = await decide(tx, publication, baseline)
    if ('guard' in judged) return judged // the staging goes with the transaction; only the refusal was written

    const isFirst = await mergeProvider(tx, candidate, lease)
    const { moved, renamed } = await mergeNames(tx, candidate)
    const rowsWritten = await applyChanges(tx, candidate, lease.token)
    if (!isFirst) await recordHistory(tx, candidate)
    const isDifferent = moved || rowsWritten > 0
    if (isDifferent) await refreshTotals(tx)
    await refreshActives(tx)
    if (publication.refreshCountries) {
      await refreshCountries(tx, candidate)
      await refreshSuccessRates(tx, schema)
    }
    await refreshFreshness(tx, candidate) // before the baseline says when each country was seen last
    await writeBaseline(tx, provider, scope, {
      stats: candidate.stats,
      observed: candidate.observed,
      before: baseline,
      isOverruled: judged.overruled !== null,
    })
    if (isDifferent) await tx`update catalogs set changed_at = observed_at where provider = ${provider}`
    const accepted: Accepted = { accepted: true, rowsWritten, renamed, ...judged }
    await publication.onAccepted(tx, accepted)
    return accepted
  })
}

// A holder that froze inside the transaction must not keep others out; joins here are whole tables against whole tables.
const TRANSACTION_SETTINGS = `
  set local statement_timeout = '120s';
  set local lock_timeout = '5s';
  set local idle_in_transaction_session_timeout = '10s';
  set local synchronous_commit = on;
  set local enable_nestloop = off;
  set local enable_mergejoin = off;
  set local work_mem = '128MB'`

async function decide(
  tx: Sql,
  { candidate, scope, accept, judge }: Publication,
  baseline: Baseline,
): Promise<Pick<Accepted, 'doubtful' | 'overruled'> | Refused> {
  const verdict = judge({
    candidate: candidate.stats,
    faults: candidate.faults,
    asked: candidate.asked,
    previous: baseline.stats,
    anchor: baseline.anchor,
    recentStock: baseline.recentStock,
    prices: await comparePrices(tx),
  })
  if (verdict.accepted) return { doubtful: verdict.doubtful, overruled: null }
  const { guard, reason } = verdict
  const { agreeing, isKnown } = await countRefusal(tx, candidate.provider.id, scope, { guard, stats: candidate.stats })
  if (accept && !isKnown)
    return { ...verdict, agreeing, reason: `${reason}; nobody has seen this one before: look at it, then accept it` }
  if (!mayOverrule(guard, { agreeing, operator: accept })) return { ...verdict, agreeing }
  return { doubtful: true, overruled: { guard, reason, by: accept ? 'operator' : 'agreement' } }
}

/** Writes the provider and its header. Answers whether this is its first catalog, which has no history. */
async function mergeProvider(tx: Sql, { provider }: Candidate, { token }: Lease): Promise<boolean> {
  await tx`
    insert into providers (id, name, currency) values (${provider.id}, ${provider.name}, ${provider.currency})
    on conflict (id) do update set name = excluded.name, currency = excluded.currency
    where (providers.name, providers.currency) is distinct from (excluded.name, excluded.currency)`
  const [known] = await tx<{ token: number }[]>`select token from catalogs where provider = ${provider.id}`
  // Leases that were put back to an older state give out tokens a second time.
  if (known && known.token > token) throw new FencedError(`the catalog was published under token ${known.token} by now`)
  await tx`
    insert into catalogs (provider, token, observed_at, changed_at)
    values (${provider.id}, ${token}, clock_timestamp(), clock_timestamp())
    on conflict (provider) do update set token = excluded.token, observed_at = excluded.observed_at`
  return !known
}
