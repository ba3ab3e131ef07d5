import { createTask, parse } from 'node-cron'

const DAY = 86_400_000
/** The 29th of February falls on a given weekday once in 28 years, and in 40 where a century leaves a leap year out. */
const HORIZON = 41 * 366

/**
 * The first tick of a cron expression after an instant, `null` when none ever comes; both in milliseconds since 1970. Read
 * in UTC: in a zone with summer time an hour is missing in spring and doubled in autumn.
 */
export function nextTick(cron: string, after: number): number | null {
  const { hasTicks, times } = timetableOf(cron)
  const today = Math.floor(after / DAY) * DAY
  for (let ahead = 0; ahead < HORIZON; ahead += 1) {
    const day = today + ahead * DAY
    const time = times.find(candidate => day + candidate > after)
    if (time !== undefined && hasTicks(day + time)) return day + time
  }
  return null
}

interface Timetable {
  /** Whether the day of an instant has ticks, given that its time of day is one of `times`. */
  hasTicks(instant: number): boolean
  /** Milliseconds after midnight, ascending. */
  readonly times: readonly number[]
}

const timetables = new Map<string, Timetable>()

// The library walks on from the present alone, so it is asked about days, and the times within them are read off.
function timetableOf(cron: string): Timetable {
  const known = timetables.get(cron)
  if (known) return known
  const task = createTask(cron, () => {}, { timezone: 'UTC' })
  const timetable = { hasTicks: (instant: number) => task.match(new Date(instant)), times: timesOfDay(cron) }
  timetables.set(cron, timetable)
  return timetable
}

function timesOfDay(cron: string): number[] {
  const { hour, minute, second } = parse(cron)
  return hour
    .flatMap(h => minute.flatMap(m => second.map(s => ((h * 60 + m) * 60 + s) * 1000)))
    .sort((left, right) => left - right)
}
