import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { startProgram } from './start-program.ts'

export interface TrackPlan {
  /** Of the database. */
  readonly url: string
  readonly leaseSeconds: number
  readonly provider: { readonly url: string; readonly apiKey: string }
}

/** Starts a process that follows the numbers of an account, when it may, and waits until it has begun. */
export async function startTracking(plan: TrackPlan): Promise<ChildProcess> {
  const child = startProgram('tracker', plan)
  await once(child.stdout, 'data')
  return child
}
