import { AccountBlockedError, AuthenticationError, CapabilityError, ConfigurationError } from '../errors/access.ts'
import { NotFoundError } from '../errors/activation.ts'
import { ProviderUnavailableError, RateLimitError, UnexpectedResponseError } from '../errors/transport.ts'
import { LONGEST_PAUSE, pauseAfter } from './schedule.ts'

const LONGEST_RATE_PAUSE = 5 * 60_000

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
