import { AccountBlockedError } from '../errors/access.ts'
import { OneSmsError } from '../errors/base.ts'
import { PurchaseNotSentError } from '../errors/purchase.ts'
import { ProviderUnavailableError } from '../errors/transport.ts'
import type { Clock } from '../utils/clock.ts'

/** So many failures of the connection in a row, with no answer between them, open the breaker. */
const FAILURES = 10
const FIRST_PAUSE = 5_000
const LONGEST_PAUSE = 60_000
const LONGEST_BAN = 86_400_000

/** What is known of a provider's health. Times are milliseconds of a clock that goes on evenly. */
export interface BreakerState {
  /** In a row. */
  readonly failures: number
  /** Until when nothing is sent, and why; `null` while everything is. */
  readonly open: { readonly until: number; readonly pause: number; readonly why: OneSmsError } | null
  /** Whether the one request that finds out is on its way. */
  readonly isProbing: boolean
}

export const HEALTHY: BreakerState = { failures: 0, open: null, isProbing: false }

/** What keeps a request from being sent; `null` when nothing does. */
export function refusalOf({ open, isProbing }: BreakerState, elapsed: number): OneSmsError | null {
  return open && (elapsed < open.until || isProbing) ? open.why : null
}

/** The state after a request failed. Whatever the provider itself answered shows that it is there. */
export function afterFailure(
  state: BreakerState,
  error: unknown,
  time: { now: number; elapsed: number },
): BreakerState {
  const { now, elapsed } = time
  const ban = error instanceof AccountBlockedError && error.until ? error.until.getTime() - now : 0
  if (ban > 0) {
    const pause = Math.min(ban, LONGEST_BAN)
    return { ...HEALTHY, open: { until: elapsed + pause, pause: FIRST_PAUSE, why: error as AccountBlockedError } }
  }
  const outage = outageIn(error)
  if (outage) {
    const failures = state.failures + 1
    const pause = state.open ? Math.min(state.open.pause * 2, LONGEST_PAUSE) : FIRST_PAUSE
    const opens = failures >= FAILURES && (state.open === null || state.isProbing)
    return { failures, open: opens ? { until: elapsed + pause, pause, why: outage } : state.open, isProbing: false }
  }
  // What never got so far, or was aborted, tells nothing of the provider; then the next request finds out.
  const isAnswered = OneSmsError.is(error) && !(error instanceof PurchaseNotSentError)
  return isAnswered ? HEALTHY : { ...state, isProbing: false }
}

/** No answer at all, or one of HTTP 500 and above; a word such as `ERROR_SQL` comes from a host that is there. */
function outageIn(error: unknown): ProviderUnavailableError | null {
  const root = error instanceof PurchaseNotSentError ? error.cause : error
  return root instanceof ProviderUnavailableError && (root.status === null || root.status >= 500) ? root : null
}

/** Stops requests to a provider that is down, or that has blocked the account for a time; then lets one through to see. */
export interface Breaker {
  /** Throws what keeps it open. */
  check(): void
  /** Sends, and learns from how that ends. Throws what keeps it open. */
  run<T>(send: () => Promise<T>): Promise<T>
  readonly isOpen: boolean
  /** This process was away: whether the provider can be reached is to be found out now. A ban counts on. */
  wake(): void
}

/** The state in which the next request finds out whether an outage is over. */
function afterReturn(state: BreakerState): BreakerState {
  const { open } = state
  if (open === null || open.why instanceof AccountBlockedError) return state
  return { ...state, open: { ...open, until: Number.NEGATIVE_INFINITY } }
}

export function createBreaker(clock: Clock): Breaker {
  let state = HEALTHY
  const check = () => {
    const refusal = refusalOf(state, clock.elapsed())
    if (refusal) throw refusal
  }
  return {
    check,
    get isOpen() {
      return state.open !== null
    },
    wake() {
      state = afterReturn(state)
    },
    async run(send) {
      check()
      state = { ...state, isProbing: state.open !== null }
      try {
        const answer = await send()
        state = HEALTHY
        return answer
      } catch (error) {
        state = afterFailure(state, error, { now: clock.now(), elapsed: clock.elapsed() })
        throw error
      }
    },
  }
}
