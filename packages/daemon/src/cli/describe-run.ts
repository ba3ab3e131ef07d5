import { wholeDatabase } from '../jobs/job.ts'
import type { FinishedRun } from '../scheduler/finished-run.ts'
import { formatCount } from './format.ts'

/** One line on how a run ended. */
export function describeRun({
  job,
  provider: { id },
  result,
}: Pick<FinishedRun, 'job' | 'provider' | 'result'>): string {
  const what = id === wholeDatabase.id ? job : `${id} ${job}`
  const reason = result.reason ? `: ${result.reason}` : ''
  if (!('rowsRead' in result)) return `${what} ${result.status}${reason}`
  const figures =
    result.rowsRead > 0
      ? `, ${formatCount(result.rowsRead)} offers read, ${formatCount(result.rowsWritten)} rows written`
      : ''
  return `${what} ${result.status}${reason}${figures}`
}
