import type { FinishedRun } from '../scheduler/scheduler.ts'
import { formatCount } from './format.ts'

/** One line on how a run ended. */
export function describeRun({ job, provider: { id }, result }: FinishedRun): string {
  const reason = result.reason ? `: ${result.reason}` : ''
  if (!('rowsRead' in result)) return `${id} ${job} ${result.status}${reason}`
  const figures =
    result.rowsRead > 0
      ? `, ${formatCount(result.rowsRead)} offers read, ${formatCount(result.rowsWritten)} rows written`
      : ''
  return `${id} ${job} ${result.status}${reason}${figures}`
}
