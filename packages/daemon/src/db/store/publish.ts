import type { Candidate } from '../../catalog/candidate.ts'
import type { Comparison, Verdict } from '../../catalog/guard.ts'
import type { CatalogStats } from '../../catalog/stats.ts'
import type { Sql } from '../connect.ts'
import type { Database } from '../tables.ts'
import { applyChanges } from './changes.ts'
import type { Lease } from './leases.ts'
import { mergeNames } from './names.ts'
import { comparePrices, stageCandidate } from './staging.ts'
import { refreshCountries, refreshTotals } from './totals.ts'

/** The lease ended while the candidate was being written; nothing of it was kept. */
export class FencedError extends Error {
  override readonly name = 'FencedError'
}

export interface Publication {
  readonly candidate: Candidate
  readonly lease: Lease
  /** What was asked for; another scope starts a new baseline. */
  readonly scope: string
  /** Also refresh what `countries` says beyond totals: top services, metadata, time of the sync. */
  readonly refreshCountries: boolean
  readonly judge: (comparison: Comparison) => Verdict
  /** Runs inside the transaction, so that the run's end and the catalog change together. */
  readonly onAccepted: (
    sql: Sql,
    accepted: { readonly rowsWritten: number; readonly doubtful: boolean },
  ) => Promise<void>
}

export type PublishResult =
  | { readonly accepted: true; readonly rowsWritten: number; readonly doubtful: boolean }
  | Extract<Verdict, { accepted: false }>

/**
 * Judges a candidate against the catalog and, when it is accepted, replaces the catalog in the same transaction: readers
 * see the old one or the new one, never a mixture, and a holder whose lease has ended writes nothing.
 */
export async function publish({ sql, schema }: Database, publication: Publication): Promise<PublishResult> {
  const { candidate, lease, scope } = publication
  return sql.begin(async tx => {
    await tx.unsafe(TRANSACTION_SETTINGS)
    await tx.unsafe(`set local search_path to pg_temp, "${schema}"`)
    await fence(tx, lease)
    const header = await lockHeader(tx, candidate.provider.id, scope)
    await stageCandidate(tx, candidate)
    const verdict = publication.judge({
      candidate: candidate.stats,
      faults: candidate.faults,
      asked: candidate.asked,
      previous: header.stats,
      recentStock: header.recentStock,
      prices: await comparePrices(tx),
    })
    if (!verdict.accepted) return verdict // the staging goes with the transaction, nothing else was written
    await mergeProvider(tx, candidate)
    const moved = await mergeNames(tx, candidate)
    const rowsWritten = await applyChanges(tx, candidate, lease.token)
    await refreshTotals(tx, moved ? 'all' : 'touched')
    if (publication.refreshCountries) await refreshCountries(tx, candidate.provider.id)
    await writeHeader(tx, publication, header, rowsWritten)
    await publication.onAccepted(tx, { rowsWritten, doubtful: verdict.doubtful })
    return { accepted: true as const, rowsWritten, doubtful: verdict.doubtful }
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

async function fence(tx: Sql, { name, token }: Lease): Promise<void> {
  const held = await tx`
    select from leases where name = ${name} and token = ${token} and expires_at > clock_timestamp() for update`
  if (held.count === 0) throw new FencedError(`the lease ${name} has ended; nothing was written`)
}

interface Header {
  /** `null` when there is nothing to compare with. */
  readonly stats: CatalogStats | null
  readonly recentStock: readonly number[]
}

async function lockHeader(tx: Sql, provider: string, scope: string): Promise<Header> {
  const [row] = await tx<{ scope: string; stats: CatalogStats; recent: number[] }[]>`
    select scope, stats, recent_stock as recent from catalogs where provider = ${provider} for update`
  return row?.scope === scope ? { stats: row.stats, recentStock: row.recent } : { stats: null, recentStock: [] }
}

async function mergeProvider(tx: Sql, { provider }: Candidate): Promise<void> {
  await tx`
    insert into providers (id, name, currency) values (${provider.id}, ${provider.name}, ${provider.currency})
    on conflict (id) do update set name = excluded.name, currency = excluded.currency
    where (providers.name, providers.currency) is distinct from (excluded.name, excluded.currency)`
}

async function writeHeader(
  tx: Sql,
  { candidate, lease, scope }: Publication,
  header: Header,
  rowsWritten: number,
): Promise<void> {
  const recentStock = [...header.recentStock, candidate.stats.totalStock].slice(-12)
  await tx`
    insert into catalogs (provider, token, scope, observed_at, changed_at, stats, recent_stock)
    values (${candidate.provider.id}, ${lease.token}, ${scope}, clock_timestamp(), clock_timestamp(),
      ${tx.json({ ...candidate.stats })}, ${tx.json(recentStock)})
    on conflict (provider) do update set
      token = excluded.token, scope = excluded.scope, observed_at = excluded.observed_at,
      changed_at = case when ${rowsWritten} > 0 then excluded.changed_at else catalogs.changed_at end,
      stats = excluded.stats, recent_stock = excluded.recent_stock`
  await tx`
    delete from stale_partitions
    where provider = ${candidate.provider.id} and native_country = any(${candidate.observed as string[]}::text[])`
  for (const { country, reason } of candidate.failed) {
    await tx`
      insert into stale_partitions (provider, native_country, stale_since, reason)
      values (${candidate.provider.id}, ${country}, clock_timestamp(), ${reason})
      on conflict (provider, native_country) do update set reason = excluded.reason`
  }
}
