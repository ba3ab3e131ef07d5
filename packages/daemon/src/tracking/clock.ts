import { type Clock as Sleeper, systemClock as sleeper } from '../scheduler/clock.ts'

/** Time as whoever follows numbers needs it. */
export interface Clock extends Sleeper {
  /** Milliseconds since the epoch, as providers' times are compared with. */
  now(): number
}

export const systemClock: Clock = { ...sleeper, now: () => Date.now() }
