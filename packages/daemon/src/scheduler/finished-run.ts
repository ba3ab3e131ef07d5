import { isCatalogJob, type JobName, type JobSubject, type Progress } from '../jobs/job.ts'
import type { Runner, RunRequest, RunResult } from './runner.ts'

/** A run, and how it ended. */
export interface FinishedRun {
  readonly job: JobName
  readonly provider: JobSubject
  /** Its number in the run log; `null` where nothing ran, because another process was at it. */
  readonly id: number | null
  /** How far it came: the provider was asked, or what it said was judged and written. `null` of a run that copies no catalog. */
  readonly phase: Progress['phase'] | null
  readonly result: RunResult
}

/** Has a job run, and notes on the way what is to be told of it at its end. */
export async function followRun(runner: Runner, request: RunRequest): Promise<FinishedRun> {
  const { job, provider, onBegin, onProgress } = request
  let id: number | null = null
  let phase: Progress['phase'] | null = null
  const result = await runner.run({
    ...request,
    onBegin: runId => {
      id = runId
      phase = isCatalogJob(job) ? 'reading' : null
      onBegin?.(runId)
    },
    onProgress: progress => {
      phase = progress.phase
      onProgress?.(progress)
    },
  })
  return { job, provider, id, phase, result }
}
