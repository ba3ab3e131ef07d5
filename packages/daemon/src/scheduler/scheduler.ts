import { setMaxListeners } from 'node:events'
import type { Provider } from '@onesms/sdk'
import { createTask } from 'node-cron'
import { type JobName, type JobSchedule, type JobSubject, jobNames, subjectsOf } from '../jobs/job.ts'
import { type Clock, repeat, systemClock } from './clock.ts'
import { type FinishedRun, followRun } from './finished-run.ts'
import type { Runner } from './runner.ts'

const WATCHDOG = 30_000
const LONGEST_JITTER = 30_000

export interface SchedulerOptions {
  readonly runner: Runner
  readonly providers: readonly Provider[]
  readonly schedule: JobSchedule
  /** Told when a run could not even be written down, for example without a database. */
  readonly onError: (error: unknown) => void
  /** Told how each run ended. */
  readonly onRun?: ((run: FinishedRun) => void) | undefined
  readonly clock?: Clock
  /** From 0 up to 1. */
  readonly random?: () => number
}

export interface Scheduler {
  start(): void
  /** Aborts what runs and waits for it. */
  stop(): Promise<void>
}

/**
 * Wakes the runner. Cron and a watchdog only say «look»; what is due stands in the database, so neither a dead timer, a
 * sleeping machine nor a second daemon makes a job run too seldom or twice. Looks on a tick are jittered, or all
 * installations in the world would ask their provider in the same second.
 */
export function createScheduler({
  runner,
  providers,
  schedule,
  onError,
  onRun,
  clock = systemClock,
  random = Math.random,
}: SchedulerOptions): Scheduler {
  const stopping = new AbortController()
  const { signal } = stopping
  setMaxListeners(0, signal) // each job of each provider waits on it: many are no leak
  const looking = new Map<string, Promise<void>>()

  function look(job: JobName, jitter: number): void {
    for (const provider of subjectsOf(job, providers)) {
      const key = `${job} ${provider.id}`
      if (looking.has(key)) continue
      looking.set(
        key,
        lookAt(job, provider, jitter).finally(() => looking.delete(key)),
      )
    }
  }

  async function lookAt(job: JobName, provider: JobSubject, jitter: number): Promise<void> {
    try {
      if (jitter > 0) await clock.sleep(random() * jitter, signal)
      const run = await followRun(runner, { job, provider, trigger: 'schedule', signal })
      if (run.result.status !== 'not_due') onRun?.(run)
    } catch (error) {
      if (!signal.aborted) onError(error)
    }
  }

  const scheduled = jobNames.filter(job => schedule[job] !== undefined)
  const lookAtAll = () => {
    for (const job of scheduled) look(job, 0)
  }
  // A tick that a busy process misses is made up for by the watchdog: nothing to warn of.
  const options = { timezone: 'UTC', suppressMissedWarning: true }
  const tasks = scheduled.map(job => createTask(schedule[job] ?? '', () => look(job, LONGEST_JITTER), options))

  return {
    start: () => {
      for (const task of tasks) void task.start()
      void repeat(clock, WATCHDOG, signal, lookAtAll)
      lookAtAll()
    },
    stop: async () => {
      stopping.abort(new Error('stopping'))
      await Promise.all([...tasks.map(task => task.destroy()), ...looking.values()])
    },
  }
}
