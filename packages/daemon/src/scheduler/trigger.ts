import { readSyncLogs } from '../db/store/read/sync-logs.ts'
import type { Database } from '../db/tables.ts'
import type { JobName, JobSubject } from '../jobs/job.ts'
import { type Clock, systemClock } from './clock.ts'
import { type FinishedRun, followRun } from './finished-run.ts'
import type { Runner } from './runner.ts'

/** How long whoever asks for a run waits to hear its number. */
const PATIENCE = 1_000

/** A run that was asked for. */
export interface TriggeredRun {
  readonly provider: string
  /** Its number in the run log; `null` while it waits for another job of the provider. */
  readonly id: number | null
  readonly state: 'running' | 'queued'
}

export interface TriggerRunOptions {
  /** Accept what the run before refused; of one that runs already nothing is changed. Default `false`. */
  readonly accept?: boolean
}

export interface Trigger {
  /** Has a job run now, unless it runs already, here or in another process: then that run is the answer. */
  run(job: JobName, provider: JobSubject, options?: TriggerRunOptions): Promise<TriggeredRun>
  /** Resolves when what was started has ended; abort its signal first. */
  settled(): Promise<void>
}

export interface TriggerOptions {
  readonly database: Database
  readonly runner: Runner
  /** Ends what was started. */
  readonly signal: AbortSignal
  readonly onError: (error: unknown) => void
  readonly onRun?: ((run: FinishedRun) => void) | undefined
  readonly clock?: Clock
}

export function createTrigger({
  database,
  runner,
  signal,
  onError,
  onRun,
  clock = systemClock,
}: TriggerOptions): Trigger {
  const started = new Map<string, { readonly begun: Promise<number | null>; readonly ended: Promise<void> }>()

  const runningId = async (job: JobName, { id }: JobSubject) =>
    (await readSyncLogs(database, { job, provider: id, status: 'running', limit: 1 }))[0]?.id ?? null

  function start(job: JobName, provider: JobSubject, accept: boolean) {
    let begin: (id: number | null) => void = () => {}
    const begun = new Promise<number | null>(resolve => {
      begin = resolve
    })
    const ended = runUnlessRunning(job, provider, accept, begin)
      .catch(error => {
        if (!signal.aborted) onError(error)
      })
      .finally(() => begin(null))
    return { begun, ended }
  }

  async function runUnlessRunning(
    job: JobName,
    provider: JobSubject,
    accept: boolean,
    begin: (id: number | null) => void,
  ): Promise<void> {
    const running = await runningId(job, provider)
    if (running !== null) return begin(running)
    const run = await followRun(runner, { job, provider, trigger: 'manual', accept, signal, onBegin: begin })
    if (run.result.status === 'skipped') begin(await runningId(job, provider)) // another process was faster
    onRun?.(run)
  }

  return {
    async run(job, provider, { accept = false } = {}) {
      const key = `${job} ${provider.id}`
      const current = started.get(key) ?? start(job, provider, accept)
      started.set(key, current)
      void current.ended.then(() => {
        if (started.get(key) === current) started.delete(key)
      })
      const heard = new AbortController()
      const silence = clock.sleep(PATIENCE, heard.signal).then(
        () => null,
        () => null,
      )
      const id = await Promise.race([current.begun, silence])
      heard.abort()
      return { provider: provider.id, id, state: id === null ? 'queued' : 'running' }
    },
    settled: async () => void (await Promise.all([...started.values()].map(({ ended }) => ended))),
  }
}
