import type { JobSchedule } from '../jobs/job.ts'
import { nextTick } from '../scheduler/cron.ts'

const TICKS = 25

/** Seconds between two runs of each job: the longest gap among its next ticks, which is none in a night without. */
export function periodsOf(schedule: JobSchedule, now = Date.now()): Readonly<Record<string, number>> {
  const periods: Record<string, number> = {}
  for (const [job, cron] of Object.entries(schedule)) {
    let longest = 0
    let before = nextTick(cron, now)
    for (let tick = 0; tick < TICKS && before !== null; tick += 1) {
      const next = nextTick(cron, before)
      if (next !== null) longest = Math.max(longest, next - before)
      before = next
    }
    if (longest > 0) periods[job] = longest / 1_000
  }
  return periods
}
