import { createTask } from 'node-cron'
import type { RunStatus } from '../db/store/runs.ts'

const FIRST_RETRY = 30_000
const LONGEST_RETRY = 5 * 60_000

/** Milliseconds until the next tick of a cron expression, in UTC: a zone with summer time skips or doubles an hour. */
export function untilNextTick(cron: string, now = Date.now()): number {
  const [next] = ticks(cron, 1)
  return Math.max(0, (next ?? now) - now)
}

/** Milliseconds between two ticks of a cron expression. */
export function periodOf(cron: string): number {
  const [first = 0, second = 0] = ticks(cron, 2)
  return second - first
}

/**
 * When to run again after a run: at the next tick when it brought something, else after a wait that doubles from 30 s to
 * 5 min, or at the next tick if that is sooner.
 */
export function planNext(
  status: RunStatus,
  failuresBefore: number,
  untilTick: number,
): { delay: number; failures: number } {
  if (status === 'succeeded' || status === 'partial') return { delay: untilTick, failures: 0 }
  return {
    delay: Math.min(untilTick, LONGEST_RETRY, FIRST_RETRY * 2 ** Math.min(failuresBefore, 10)),
    failures: failuresBefore + 1,
  }
}

function ticks(cron: string, count: number): number[] {
  const task = createTask(cron, () => {}, { timezone: 'UTC' })
  try {
    return task.getNextRuns(count).map(date => date.getTime())
  } finally {
    void task.destroy()
  }
}
