import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import { isSettled } from './status.ts'

/** A number whose times are known by lengths, not by the hours of a clock that may be wrong. */
interface Timed {
  readonly snapshot: NumberSnapshot
  timeLeft(): number
  untilCancellable(): number
}

/** Milliseconds until its time is over; 0 once it is, or the number has ended. */
export const timeLeftOf = (live: Timed): number => (isSettled(live.snapshot) ? 0 : Math.max(0, live.timeLeft()))

/** Milliseconds until it may be given back; 0 from then on, or once the number has ended. */
export const untilCancellableOf = (live: Timed): number => (isSettled(live.snapshot) ? 0 : live.untilCancellable())
