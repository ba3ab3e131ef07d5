import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { startProgram } from './start-program.ts'

/** What another process is to buy, and when it is to end itself. */
export interface BuyPlan {
  readonly provider: { readonly url: string; readonly apiKey: string; readonly country: string }
  readonly store: { readonly kind: 'file'; readonly path: string } | { readonly kind: 'postgres'; readonly url: string }
  /** Number of the step, from 1: before and after each write to the ledger and the request to buy. 0: never. */
  readonly killAt: number
  readonly key: string
}

/** One purchase in a process of its own. */
export interface BuyProcess {
  /** How it ended; `null` when it was killed. */
  readonly result: Promise<{ readonly steps: number; readonly id: string } | null>
  kill(): Promise<void>
}

export function startBuy(plan: BuyPlan): BuyProcess {
  const child = startProgram('buyer', plan)
  const closed = once(child, 'close')
  return {
    result: Promise.all([text(child.stdout), closed]).then(([line]) => (line ? JSON.parse(line) : null)),
    kill: async () => {
      child.kill('SIGKILL')
      await closed
    },
  }
}
