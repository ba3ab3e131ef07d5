import pRetry from 'p-retry'
import { OneSmsError } from '../errors/base.ts'
import { RateLimitError } from '../errors/transport.ts'
import type { Clock } from '../utils/clock.ts'

const ATTEMPTS = 3
const BASE_DELAY = 250
const LONGEST_WAIT = 20_000

/**
 * Repeats a read that failed in a way that may pass: three attempts, waits that double from 250 ms with 50-100 % jitter,
 * `Retry-After` honoured up to 20 s. This is the only place where anything is repeated, and nothing that spends money
 * may come here. `mayRepeat` has the last word.
 */
export async function retryRead<T>(
  read: () => Promise<T>,
  {
    clock,
    signal,
    random = Math.random,
    mayRepeat = () => true,
  }: { clock: Clock; signal?: AbortSignal | undefined; random?: () => number; mayRepeat?: () => boolean },
): Promise<T> {
  try {
    return await pRetry(read, {
      retries: ATTEMPTS - 1,
      minTimeout: 0,
      factor: 1,
      shouldRetry: async ({ error, attemptNumber }) => {
        const delay = retryDelay(error, attemptNumber, random())
        if (delay === null || attemptNumber >= ATTEMPTS || !mayRepeat()) return false
        await clock.sleep(delay, signal)
        return true
      },
    })
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  }
}

/** Milliseconds until the next attempt, `null` for none. `random` is 0 to 1. */
export function retryDelay(error: unknown, attempt: number, random: number): number | null {
  if (!OneSmsError.is(error) || !error.retryable) return null
  const delay = Math.min(LONGEST_WAIT, BASE_DELAY * 2 ** (attempt - 1)) * (0.5 + random / 2)
  const asked = error instanceof RateLimitError ? (error.retryAfter ?? 0) : 0
  return asked > LONGEST_WAIT ? null : Math.max(delay, asked)
}

/**
 * `Retry-After` in milliseconds: seconds or an HTTP date. `null` when absent, unreadable or in the past; the caller
 * decides what is too long.
 */
export function parseRetryAfter(header: string | null, now: number): number | null {
  const text = header?.trim() ?? ''
  if (/^\d{1,12}$/.test(text)) return Number(text) * 1000
  // `Date.parse` makes a date of nearly anything with a number in it; all three forms of an HTTP date begin with a weekday.
  const ms = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) - now : Number.NaN
  return ms >= 0 ? ms : null
}
