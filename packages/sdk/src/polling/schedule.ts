import { AccountBlockedError, AuthenticationError, CapabilityError, ConfigurationError } from '../errors/access.ts'
import { NotFoundError } from '../errors/activation.ts'
import { ProviderUnavailableError, RateLimitError, UnexpectedResponseError } from '../errors/transport.ts'

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

const LONGEST_PAUSE = 60_000
const LONGEST_RATE_PAUSE = 5 * 60_000

/** Doubles with every failure, up to a minute. */
const pauseAfter = (failures: number, floor: number) =>
  Math.max(floor, Math.min(LONGEST_PAUSE, floor * 2 ** Math.min(Math.max(failures - 1, 0), 10)))

/** What a failed look means for the looks to come. */
export type Setback =
  /** The provider is not well, or asks for a pause (`isAsked`): nobody looks for `pause` milliseconds, then one probe does. */
  | { readonly kind: 'provider'; readonly pause: number; readonly isAsked: boolean }
  /** Something about this number. */
  | { readonly kind: 'target' }
  /** It is not there: look again soon, since one such answer proves nothing. */
  | { readonly kind: 'missing' }
  /** No look will ever succeed. */
  | { readonly kind: 'end' }

export interface SetbackContext {
  /** Setbacks of the provider, one after the other, this one included. */
  readonly setbacks: number
  readonly floor: number
  /** Reading of the wall clock. */
  readonly now: number
}

export function setbackOf(error: unknown, { setbacks, floor, now }: SetbackContext): Setback {
  const pause = pauseAfter(setbacks, floor)
  if (error instanceof RateLimitError) {
    const asked = Math.min(LONGEST_RATE_PAUSE, Math.max(error.retryAfter ?? 0, pause))
    return { kind: 'provider', pause: asked, isAsked: true }
  }
  if (error instanceof AccountBlockedError) {
    return {
      kind: 'provider',
      pause: error.until === null ? LONGEST_PAUSE : Math.max(pause, error.until.getTime() - now),
      isAsked: true,
    }
  }
  const isUnwell =
    error instanceof ProviderUnavailableError || (error instanceof UnexpectedResponseError && error.retryable)
  if (isUnwell) return { kind: 'provider', pause, isAsked: false }
  if (error instanceof NotFoundError) return { kind: 'missing' }
  const isFinal =
    error instanceof AuthenticationError || error instanceof ConfigurationError || error instanceof CapabilityError
  return { kind: isFinal ? 'end' : 'target' }
}
