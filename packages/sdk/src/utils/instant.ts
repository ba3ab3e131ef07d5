import type { Clock } from './clock.ts'

/** An instant by both readings of a clock: one stands still while a machine sleeps, the other may be put right. */
export interface Instant {
  readonly elapsed: number
  readonly now: number
}

/** @param ago Milliseconds before this one. */
export const instantOf = (clock: Clock, ago = 0): Instant => ({
  elapsed: clock.elapsed() - ago,
  now: clock.now() - ago,
})

/** Milliseconds since then. Of the two readings the one that ran further counts. */
export const timeSince = ({ elapsed, now }: Instant, clock: Clock): number =>
  Math.max(clock.elapsed() - elapsed, clock.now() - now)
