import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { startProgram } from './start-program.ts'

/** What another process is to be asked for over HTTP, and when it is to end itself. */
export interface SellPlan {
  readonly provider: { readonly url: string; readonly apiKey: string }
  /** Of the database. */
  readonly url: string
  /** Number of the step, from 1: before the request is kept, before and after each write to the ledger and the purchase. 0: never. */
  readonly killAt: number
  readonly key: string
  readonly body: object
}

/** One order in a process of its own. */
export interface SellProcess {
  /** What it answered; `null` when it was killed. */
  readonly result: Promise<{
    readonly steps: number
    readonly status: number
    readonly body: { readonly id?: string }
  } | null>
  kill(): Promise<void>
}

export function startSale(plan: SellPlan): SellProcess {
  const child = startProgram('seller', plan)
  const closed = once(child, 'close')
  return {
    result: Promise.all([text(child.stdout), closed]).then(([line]) => (line ? JSON.parse(line) : null)),
    kill: async () => {
      child.kill('SIGKILL')
      await closed
    },
  }
}
