import type { FinishedRun } from '../scheduler/finished-run.ts'
import type { Metrics } from './metrics.ts'

/** Counts how a run ended. */
export function countRun(metrics: Metrics, { job, provider: { id: provider }, result }: FinishedRun): void {
  metrics.syncRuns.inc({ provider, kind: job, state: result.status })
  if (result.status === 'fenced') metrics.fencedWrites.inc({ kind: job })
  if (!('rowsWritten' in result)) return
  metrics.rowsChanged.inc({ provider, kind: job }, result.rowsWritten)
  const { guard, problems, duplicates } = result.details
  if (result.status === 'rejected' && typeof guard === 'string') metrics.syncRejected.inc({ provider, guard })
  for (const [reason, count] of Object.entries({ ...(problems as object | undefined), duplicates })) {
    if (typeof count === 'number' && count > 0) metrics.rowsInvalid.inc({ provider, reason }, count)
  }
}
