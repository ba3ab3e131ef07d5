import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { RunResult } from '../scheduler/runner.ts'
import { startProgram } from './start-program.ts'

/** What another process is to do. */
export interface SyncPlan {
  readonly url: string
  /** Migrate before. Default `false`. */
  readonly migrate?: boolean
  /** Changes this share of the emulated offers before. Default: none. */
  readonly churn?: { readonly fraction: number; readonly seed: number }
  /** Default 60. */
  readonly leaseSeconds?: number
  /** Default: not at all. */
  readonly interrupt?: Interruption
}

/** When a process ends or stops itself. */
export interface Interruption {
  readonly signal: 'SIGKILL' | 'SIGSTOP'
  /** Number of the statement, from 1, or how it begins. */
  readonly at: number | string
  /** After the statement was sent, rather than before. Default `false`. */
  readonly sent?: boolean
}

/** One sync of the emulated provider, in a process of its own. */
export interface SyncProcess {
  /** Resolves when it has stopped itself. */
  readonly stopped: Promise<unknown>
  /** How the run ended; `null` when the process was killed. */
  readonly result: Promise<SyncResult | null>
  kill(signal: NodeJS.Signals): void
}

export type SyncResult = RunResult & {
  /** Steps of the schema that it took. */
  readonly steps: readonly string[]
  readonly statements: number
}

export function startSync(plan: SyncPlan): SyncProcess {
  const child = startProgram('syncer', plan)
  let result: SyncResult | null = null
  const stopped = new Promise(resolve => {
    createInterface(child.stdout).on('line', line => {
      if (line === 'stopping') resolve(undefined)
      else result = JSON.parse(line)
    })
  })
  return {
    stopped,
    result: once(child, 'close').then(() => result),
    kill: signal => void child.kill(signal),
  }
}
