import type { RunStatus } from '../db/store/runs.ts'
import type { PlannedRun, Schedule } from '../db/store/schedules.ts'
import { nextTick } from './cron.ts'

const FIRST_RETRY = 30_000
const LONGEST_RETRY = 5 * 60_000

/**
 * Whether a job is to run now. What nobody has scheduled yet is; so is what stands beyond the next tick, for nobody plans
 * so far: such a time comes from a wrong clock, an old backup or another cron expression. Without an expression it never is.
 */
export function isDue(cron: string | undefined, { now, dueAt }: Pick<Schedule, 'now' | 'dueAt'>): boolean {
  if (cron === undefined) return false
  if (dueAt === null || dueAt <= now) return true
  const tick = nextTick(cron, now)
  return tick !== null && dueAt > tick
}

/**
 * What to write down after a run: the next tick when it brought something; else a wait that doubles from 30 s to 5 min, or
 * the next tick if that is sooner. `null` leaves the schedule as it is: what was aborted is still due, and a run that lost
 * its lease has no say.
 */
export function planNext(
  cron: string | undefined,
  status: RunStatus,
  { now, failures }: Pick<Schedule, 'now' | 'failures'>,
): PlannedRun | null {
  if (cron === undefined || status === 'aborted' || status === 'fenced') return null
  const tick = nextTick(cron, now) ?? now + LONGEST_RETRY
  if (status === 'succeeded' || status === 'partial') return { dueAt: tick, failures: 0 }
  const wait = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** Math.min(failures, 10))
  return { dueAt: Math.min(tick, now + wait), failures: failures + 1 }
}
