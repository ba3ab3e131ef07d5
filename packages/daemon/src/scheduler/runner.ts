import { reachWritable } from '../db/reach-writable.ts'
import { LEASE_SECONDS } from '../db/store/leases.ts'
import { prune } from '../db/store/prune.ts'
import { beginRun, endRun, logSkippedRun, type RunEnd, type RunTrigger } from '../db/store/runs.ts'
import { readSchedule, writeSchedule } from '../db/store/schedules.ts'
import type { Database } from '../db/tables.ts'
import {
  type JobName,
  type JobSchedule,
  type JobSubject,
  leaseNameOf,
  type Progress,
  type ScanPlan,
} from '../jobs/job.ts'
import { runJob } from '../jobs/run-job.ts'
import type { UpkeepPlan } from '../jobs/upkeep.ts'
import { abortWith } from './abort-with.ts'
import { type Clock, systemClock } from './clock.ts'
import { endOfFailure } from './end-of-failure.ts'
import { type HeldLease, holdLease } from './lease-keeper.ts'
import { isDue, planNext } from './schedule.ts'
import { createTurns } from './turns.ts'

const RUN_TIMEOUT_MINUTES = 10

export interface RunRequest {
  readonly job: JobName
  readonly provider: JobSubject
  /** A scheduled run takes place only when it is due; a manual one always. */
  readonly trigger: RunTrigger
  readonly signal: AbortSignal
  /** Accept what is refused otherwise. Default `false`. */
  readonly accept?: boolean
  readonly onProgress?: (progress: Progress) => void
  /** Told the number of the run once it is in the run log. */
  readonly onBegin?: (runId: number) => void
}

/** How a request to run ended. */
export type RunResult = RunEnd | { readonly status: 'skipped' | 'not_due'; readonly reason: string }

/** Runs jobs, one at a time under its lease; the same for schedule, command line and HTTP. */
export interface Runner {
  run(request: RunRequest): Promise<RunResult>
}

export interface RunnerOptions {
  readonly database: Database
  /** Names this process in leases and the run log. */
  readonly holder: string
  readonly schedule: JobSchedule
  /** Which countries each job scans. Default: all. */
  readonly scan?: ScanPlan | undefined
  /** What the jobs beside the syncs go by. */
  readonly upkeep?: UpkeepPlan | undefined
  /** Told what a run threw; the log keeps one line. */
  readonly onFailure?: (error: unknown) => void
  readonly clock?: Clock
  /** After how many seconds without a sign of life another process takes over. Default 60. */
  readonly leaseSeconds?: number
}

export function createRunner({
  database,
  holder,
  schedule,
  scan,
  upkeep = {},
  onFailure,
  clock = systemClock,
  leaseSeconds = LEASE_SECONDS,
}: RunnerOptions): Runner {
  // Jobs of this process wait for each other rather than skip each other.
  const inTurn = createTurns()

  async function runOnce(request: RunRequest): Promise<RunResult> {
    const { job, provider, trigger, signal } = request
    signal.throwIfAborted()
    await reachWritable(database.sql)
    const isTime = async () =>
      trigger === 'manual' || isDue(schedule[job], await readSchedule(database, job, provider.id))
    if (!(await isTime())) return NOT_DUE
    const held = await holdLease(database, leaseNameOf(job, provider), holder, clock, leaseSeconds)
    if (!held) {
      await logSkippedRun(database, { job, provider: provider.id, trigger, holder })
      return { status: 'skipped', reason: 'another process is at it' }
    }
    try {
      // Another process may have done it between the first look and the lease.
      if (!(await isTime())) return NOT_DUE
      const end = await runUnderLease(request, held)
      const next = planNext(schedule[job], end.status, await readSchedule(database, job, provider.id))
      if (next) await writeSchedule(database, job, provider.id, next, held.lease)
      // Whoever has the syncs run alone, by cron, keeps no more history for it.
      if (next && job === 'countries') await prune(database, upkeep.retention?.historyDays ?? 7)
      return end
    } finally {
      await held.close()
    }
  }

  async function runUnderLease(request: RunRequest, { lease, lost }: HeldLease): Promise<RunEnd> {
    const { job, provider, trigger, accept = false, signal, onProgress } = request
    const runId = await beginRun(database, { job, provider: provider.id, trigger, holder, lease })
    request.onBegin?.(runId)
    const done = new AbortController()
    // A signal of its own: each request of the run hangs on it, and would stay on the one of the daemon for ever.
    const over = new AbortController()
    const letGo = [signal, lost, timeLimit(done.signal)].map(source => abortWith(source, over))
    const end = await runJob(job, provider, {
      database,
      lease,
      runId,
      scan,
      upkeep,
      accept,
      onProgress,
      signal: over.signal,
    })
      .catch(async error => {
        if (!signal.aborted) onFailure?.(error)
        await reachWritable(database.sql) // what failed may be the connection, and the end is still to be written down
        return endOfFailure(error, { isAborted: signal.aborted, isLeaseLost: lost.aborted })
      })
      .finally(() => {
        done.abort()
        for (const end of letGo) end()
      })
    await endRun(database.sql, database.schema, runId, end)
    return end
  }

  /** Aborted when a run takes too long, unless it is done before. */
  function timeLimit(done: AbortSignal): AbortSignal {
    const late = new AbortController()
    clock.sleep(RUN_TIMEOUT_MINUTES * 60_000, done).then(
      () => late.abort(new Error(`it took longer than ${RUN_TIMEOUT_MINUTES} minutes`)),
      () => {},
    )
    return late.signal
  }

  return { run: request => inTurn(leaseNameOf(request.job, request.provider), () => runOnce(request)) }
}

const NOT_DUE: RunResult = { status: 'not_due', reason: 'its time has not come' }
