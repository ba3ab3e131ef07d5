const QUICK_PHASE = 60_000 // most codes come in the first minute
const GROWTH_PHASE = 60_000
const LONGEST_INTERVAL = 10_000
const JITTER = 0.2
const LAST_LOOK_DELAY = 1_000

export interface LookContext {
  /** Milliseconds since an SMS is waited for. */
  readonly age: number
  /** Milliseconds until the number's time is over. */
  readonly timeLeft: number
  /** Shortest pause the provider advises. */
  readonly floor: number
  /** Looks at this number that failed, one after the other. */
  readonly failures: number
  /** 0 to 1. */
  readonly random: number
  /** The pause that those who follow want, where the schedule's own is `schedule`. Default: that one. */
  readonly wanted?: ((schedule: number) => number) | undefined
}

const asScheduled = (schedule: number) => schedule

/**
 * Milliseconds until the next look at a number: the provider's advice in the first minute, growing over the next one to
 * 10 s, unless all who follow want it otherwise; up to 20 % more by chance so that numbers bought together part ways, and one
 * look as its time ends.
 */
export function nextDelay({ age, timeLeft, floor, failures, random, wanted = asScheduled }: LookContext): number {
  const longest = Math.max(floor, LONGEST_INTERVAL)
  const growth = Math.min(1, Math.max(0, (age - QUICK_PHASE) / GROWTH_PHASE))
  const wish = Math.max(floor, wanted(floor + (longest - floor) * growth))
  const calm = failures > 0 ? Math.max(pauseAfter(failures, floor), wish) : wish
  const delay = Math.ceil(calm * (1 + JITTER * random))
  return timeLeft > 0 ? Math.max(floor, Math.min(delay, timeLeft + LAST_LOOK_DELAY)) : delay
}

/** Between two looks while news come by themselves. */
const CALM_INTERVAL = 60_000

/** As `delay`, but longer while news come by themselves: a look now and then shows that none is missed. */
export function calmDelay(delay: number, timeLeft: number, floor: number): number {
  const calm = timeLeft > 0 ? Math.min(CALM_INTERVAL, timeLeft + floor) : CALM_INTERVAL
  return Math.max(delay, calm)
}

/** The longest pause that failures lead to, where the provider asks for none. */
export const LONGEST_PAUSE = 60_000

/** Doubles with every failure, up to a minute. */
export const pauseAfter = (failures: number, floor: number) =>
  Math.max(floor, Math.min(LONGEST_PAUSE, floor * 2 ** Math.min(Math.max(failures - 1, 0), 10)))
