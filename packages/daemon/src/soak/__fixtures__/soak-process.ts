import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { JobSchedule } from '../../jobs/job.ts'
import { startProgram } from '../../testing/start-program.ts'

export interface SoakPlan {
  /** Of the database. */
  readonly url: string
  readonly provider: { readonly url: string; readonly apiKey: string }
  /** Who may buy, by the token of that name. */
  readonly subject: string
  readonly schedule: JobSchedule
}

/** What a daemon holds once garbage is collected. */
export interface Holdings {
  /** Bytes. */
  readonly heap: number
  /** Of these, what the engine has compiled functions to. */
  readonly code: number
  /** Open handles and requests, by kind. */
  readonly resources: Readonly<Record<string, number>>
  /** Listeners of the process itself. */
  readonly listeners: number
  /** Timers that live, also those that keep no process alive. */
  readonly timers: number
  /** Signals to abort that live. */
  readonly signals: number
  /** Promises that live: also those that wait for one that never settles. */
  readonly promises: number
  /** All there have been. */
  readonly warnings: readonly string[]
  readonly errors: readonly string[]
}

/** A daemon in a process of its own that can be asked what it holds. */
export interface SoakProcess {
  readonly url: string
  holdings(): Promise<Holdings>
  /** Has it stop by itself, and answers with its exit code. */
  stop(): Promise<number | null>
  kill(): void
}

export async function startSoaking(plan: SoakPlan): Promise<SoakProcess> {
  const child = startProgram('soaker', plan, ['--expose-gc'])
  const exited = once(child, 'exit') as Promise<[number | null]>
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const line = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error('the daemon has ended')
    return value
  }
  return {
    url: await line(),
    holdings: async () => {
      child.stdin.write('?\n')
      return JSON.parse(await line()) as Holdings
    },
    stop: async () => {
      child.stdin.end()
      return (await exited)[0]
    },
    kill: () => child.kill('SIGKILL'),
  }
}
