import type { Provider } from '@onesms/sdk'
import type { Lease } from '../db/store/leases.ts'
import { prune } from '../db/store/prune.ts'
import { beginRun, endRun, logSkippedRun, type RunEnd, type RunTrigger } from '../db/store/runs.ts'
import { readDue, writeDue } from '../db/store/schedules.ts'
import type { Database } from '../db/tables.ts'
import type { JobName, Progress, ScanPlan } from '../jobs/job.ts'
import { endOfFailure, syncCatalog } from '../jobs/sync-catalog.ts'
import { holdLease } from './lease-keeper.ts'
import { periodOf, planNext, untilNextTick } from './schedule.ts'

/** How long one run may take. */
const RUN_TIMEOUT = 10 * 60_000

export interface RunRequest {
  readonly job: JobName
  readonly provider: Provider
  /** A scheduled run takes place only when it is due; a manual one always. */
  readonly trigger: RunTrigger
  readonly signal: AbortSignal
  /** Accept what a guard refuses. Default `false`. */
  readonly accept?: boolean
  readonly onProgress?: (progress: Progress) => void
}

/** How a request to run ended. */
export type RunResult = RunEnd | { readonly status: 'skipped' | 'not_due'; readonly reason: string }

/** Runs jobs, one at a time per provider, under its lease; the same for schedule, command line and HTTP. */
export interface Runner {
  run(request: RunRequest): Promise<RunResult>
}

export interface RunnerOptions {
  readonly database: Database
  /** Names this process in leases and the run log. */
  readonly holder: string
  /** Cron expressions, in UTC. */
  readonly schedule: Readonly<Record<JobName, string>>
  /** Which countries each job scans. Default: all. */
  readonly scan?: ScanPlan | undefined
  /** Days that the history of prices and stock is kept, 0 for ever. Default 7. */
  readonly historyDays?: number
  /** Told what a run threw, with its stack; the log keeps one line. */
  readonly onFailure?: (error: unknown) => void
}

export function createRunner({ database, holder, schedule, scan, historyDays = 7, onFailure }: RunnerOptions): Runner {
  // Jobs of this process wait for each other rather than skip each other.
  const queues = new Map<string, Promise<unknown>>()

  async function runNow(request: RunRequest): Promise<RunResult> {
    const { job, provider, trigger, signal } = request
    const cron = schedule[job]
    signal.throwIfAborted()
    const before = await readDue(database, job, provider.id, 2 * periodOf(cron))
    if (trigger === 'schedule' && !before.isDue) return NOT_DUE
    const held = await holdLease(database, `catalog:${provider.id}`, holder)
    if (!held) {
      await logSkippedRun(database, { job, provider: provider.id, trigger, holder })
      return { status: 'skipped', reason: 'another process is at it' }
    }
    try {
      // Another process may have done it between the first look and the lease.
      const due = await readDue(database, job, provider.id, 2 * periodOf(cron))
      if (trigger === 'schedule' && !due.isDue) return NOT_DUE
      const end = await runUnderLease(
        request,
        held.lease,
        AbortSignal.any([signal, held.lost, AbortSignal.timeout(RUN_TIMEOUT)]),
      )
      await writeDue(database, job, provider.id, planNext(end.status, due.failures, untilNextTick(cron)))
      if (job === 'countries') await prune(database, historyDays)
      return end
    } finally {
      await held.close()
    }
  }

  async function runUnderLease(
    { job, provider, trigger, accept = false, signal, onProgress }: RunRequest,
    lease: Lease,
    ends: AbortSignal,
  ): Promise<RunEnd> {
    const runId = await beginRun(database, { job, provider: provider.id, trigger, holder, lease })
    const end = await syncCatalog(job, {
      database,
      provider,
      lease,
      runId,
      scope: scan?.[job] ?? 'all',
      accept,
      signal: ends,
      onProgress,
    }).catch(error => {
      if (!signal.aborted) onFailure?.(error)
      return endOfFailure(error, signal.aborted)
    })
    await endRun(database.sql, database.schema, runId, end)
    return end
  }

  return {
    run: request => {
      const before = queues.get(request.provider.id) ?? Promise.resolve()
      const run = before.then(() => runNow(request))
      const settled = run.then(
        () => {},
        () => {},
      )
      queues.set(request.provider.id, settled)
      return run
    },
  }
}

const NOT_DUE: RunResult = { status: 'not_due', reason: 'another process has just done it' }
