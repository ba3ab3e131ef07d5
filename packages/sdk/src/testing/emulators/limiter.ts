import type { Clock } from '../../utils/clock.ts'

/** How many requests a host takes. */
export interface RateLimit {
  readonly requestsPerSecond: number
  /** Requests it takes at once after a pause. Default: those of one second, one at least. */
  readonly burst?: number
  /** Whether a refusal says in whole seconds when to come back. Default true. */
  readonly retryAfter?: boolean
}

/** Milliseconds until the next request is taken; 0 when this one is. Throws a RangeError for a limit that lets nothing through. */
export function createLimiter({ requestsPerSecond, burst }: RateLimit, clock: Clock): () => number {
  const most = burst ?? Math.max(1, Math.floor(requestsPerSecond))
  if (!(requestsPerSecond > 0 && most >= 1)) throw new RangeError('a limit lets at least one request through')
  let tokens = most
  let seen = clock.elapsed()
  return () => {
    const now = clock.elapsed()
    tokens = Math.min(most, tokens + ((now - seen) / 1_000) * requestsPerSecond)
    seen = now
    // A millionth less than a token is one: the clock's milliseconds are not always what they seem in binary.
    if (tokens < 1 - 1e-6) return ((1 - tokens) / requestsPerSecond) * 1_000
    tokens -= 1
    return 0
  }
}
