import type { Lease } from '../db/store/leases.ts'
import type { RunEnd } from '../db/store/runs.ts'
import type { Database } from '../db/tables.ts'
import { checkInvariants } from './check-invariants.ts'
import { type JobName, type JobSubject, type Progress, type ScanPlan, wholeDatabase } from './job.ts'
import { pruneDatabase } from './prune-database.ts'
import { readBalance } from './read-balance.ts'
import { syncCatalog } from './sync-catalog.ts'
import type { UpkeepPlan } from './upkeep.ts'

/** What a run has, whatever its job. */
export interface RunContext {
  readonly database: Database
  readonly lease: Lease
  readonly runId: number
  readonly scan: ScanPlan | undefined
  readonly upkeep: UpkeepPlan
  /** An operator accepts what is refused otherwise. */
  readonly accept: boolean
  /** Aborted when the daemon stops or the lease is lost. */
  readonly signal: AbortSignal
  readonly onProgress: ((progress: Progress) => void) | undefined
}

/** Does what a job does, once. */
export async function runJob(
  job: JobName,
  subject: JobSubject,
  { scan, upkeep, ...context }: RunContext,
): Promise<RunEnd> {
  if (subject === wholeDatabase || !('spec' in subject)) return pruneDatabase(context.database, upkeep.retention)
  const about = { ...context, provider: subject }
  switch (job) {
    case 'services':
    case 'countries':
      return syncCatalog(job, { ...about, scope: scan?.[job] ?? 'all', watches: upkeep.watches })
    case 'balances':
      return readBalance(about, upkeep)
    case 'invariants':
      return checkInvariants(about, upkeep)
    case 'prune':
      throw new Error(`${job} is about the database, not about ${subject.id}`)
    default:
      return job satisfies never
  }
}
