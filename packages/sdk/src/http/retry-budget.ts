/** How many repetitions are saved up at most, and to begin with. */
const LARGEST = 10
/** What a read that succeeds adds. */
const EARNED = 0.1

/** Repetitions that may still be made. */
export interface RetryBudget {
  /** Takes one, if there is one. */
  take(): boolean
  /** A read succeeded after so many repetitions: they were worth it, and come back. */
  earn(repetitions: number): void
  /** What may still be made, in parts of one. */
  left(): number
}

/**
 * Lets repetitions cost something, so that they do not multiply an outage: while nothing succeeds, ten are made in all.
 */
export function createRetryBudget(): RetryBudget {
  let left = LARGEST
  return {
    take() {
      if (left < 1) return false
      left -= 1
      return true
    },
    earn(repetitions) {
      left = Math.min(LARGEST, left + EARNED + repetitions)
    },
    left: () => left,
  }
}
