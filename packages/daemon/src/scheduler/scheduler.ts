import { setTimeout as sleep } from 'node:timers/promises'
import type { Provider } from '@onesms/sdk'
import { createTask, type ScheduledTask } from 'node-cron'
import { type JobName, jobNames } from '../jobs/job.ts'
import type { Runner } from './runner.ts'

const WATCHDOG = 30_000
const LONGEST_JITTER = 30_000

export interface SchedulerOptions {
  readonly runner: Runner
  readonly providers: readonly Provider[]
  /** Cron expressions, in UTC. */
  readonly schedule: Readonly<Record<JobName, string>>
  /** Told when a run could not even be written down, for example without a database. */
  readonly onError: (error: unknown) => void
}

export interface Scheduler {
  start(): void
  /** Aborts what runs and waits for it. */
  stop(): Promise<void>
}

/**
 * Wakes the runner. Cron and a watchdog only say «look»; what is due stands in the database, so neither a dead timer, a
 * sleeping machine nor a second daemon makes a job run too seldom or twice. Looks are jittered, or all installations in
 * the world would ask their provider in the same second.
 */
export function createScheduler({ runner, providers, schedule, onError }: SchedulerOptions): Scheduler {
  const stopping = new AbortController()
  const looking = new Map<string, Promise<void>>()
  let tasks: ScheduledTask[] = []
  let watchdog: NodeJS.Timeout | undefined

  function look(job: JobName, jitter: number): void {
    for (const provider of providers) {
      const key = `${job} ${provider.id}`
      if (looking.has(key)) continue
      const look = lookAt(job, provider, jitter).finally(() => looking.delete(key))
      looking.set(key, look)
    }
  }

  async function lookAt(job: JobName, provider: Provider, jitter: number): Promise<void> {
    const { signal } = stopping
    try {
      await sleep(Math.random() * jitter, undefined, { signal, ref: false })
      await runner.run({ job, provider, trigger: 'schedule', signal })
    } catch (error) {
      if (!signal.aborted) onError(error)
    }
  }

  return {
    start: () => {
      tasks = jobNames.map(job => createTask(schedule[job], () => look(job, LONGEST_JITTER), { timezone: 'UTC' }))
      for (const task of tasks) void task.start()
      watchdog = setInterval(() => {
        for (const job of jobNames) look(job, 0)
      }, WATCHDOG)
      for (const job of jobNames) look(job, 0)
    },
    stop: async () => {
      clearInterval(watchdog)
      stopping.abort(new Error('stopping'))
      await Promise.all([...tasks.map(task => task.destroy()), ...looking.values()])
    },
  }
}
