import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { RunResult } from '../scheduler/runner.ts'

/** What another process is to do. */
export interface SyncPlan {
  readonly url: string
  /** Changes this share of the emulated offers before. Default: none. */
  readonly churn?: { readonly fraction: number; readonly seed: number }
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
  readonly process: ChildProcess
  /** Resolves when it has stopped itself. */
  readonly stopped: Promise<unknown>
  /** How the run ended, and how many statements it took; `null` when the process was killed. */
  readonly result: Promise<SyncResult | null>
  kill(signal: NodeJS.Signals): void
}

export type SyncResult = RunResult & { readonly statements: number }

export function startSync(plan: SyncPlan): SyncProcess {
  const program = fileURLToPath(new URL('./syncer.ts', import.meta.url))
  const child = spawn(
    process.execPath,
    ['--conditions=@onesms/source', '--import', 'tsx', program, JSON.stringify(plan)],
    { cwd: fileURLToPath(new URL('.', import.meta.url)), stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const lines = createInterface(child.stdout)
  let result: SyncResult | null = null
  const stopped = new Promise(resolve => {
    lines.on('line', line => {
      if (line === 'stopping') resolve(undefined)
      else result = JSON.parse(line)
    })
  })
  return {
    process: child,
    stopped,
    result: once(child, 'close').then(() => result),
    kill: signal => void child.kill(signal),
  }
}
