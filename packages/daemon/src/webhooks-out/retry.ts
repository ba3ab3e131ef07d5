const [SECOND, MINUTE, HOUR] = [1, 60, 3_600]

/** Seconds to wait after each failure in turn: some three days in all. */
const DELAYS = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  1 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
  24 * HOUR,
]

/** How much longer or shorter a wait may be, so that what failed together is not repeated together. */
const JITTER = 0.2

/** How often a call is made before it is given up. */
export const MOST_ATTEMPTS = DELAYS.length + 1

/** Seconds until a call is made again that has failed `attempts` times; `null`: never, it is dead. `random` is from 0 up to 1. */
export function retryDelay(attempts: number, random: number): number | null {
  const delay = DELAYS[attempts - 1]
  return delay === undefined ? null : delay * (1 + JITTER * (2 * random - 1))
}
