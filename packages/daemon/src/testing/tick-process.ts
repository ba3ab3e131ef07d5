import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { startProgram } from './start-program.ts'

export interface TickPlan {
  readonly url: string
  readonly leaseSeconds: number
}

/** Starts a daemon without HTTP that syncs every second, and waits until it does. */
export async function startTicking(plan: TickPlan): Promise<ChildProcess> {
  const child = startProgram('ticker', plan)
  await once(child.stdout, 'data')
  return child
}
