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
 * may come here.
 */
export async function retryRead<T>(
  read: () => Promise<T>,
  { clock, signal, random = Math.random }: { clock: Clock; signal?: AbortSignal | undefined; random?: () => number },
): Promise<T> {
  try {
    return await pRetry(read, {
      retries: ATTEMPTS - 1,
      minTimeout: 0,
      factor: 1,
      shouldRetry: async ({ error, attemptNumber }) => {
        const delay = retryDelay(error, attemptNumber, random())
        if (delay === null || attemptNumber >= ATTEMPTS) return false
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
  if (error instanceof RateLimitError && error.retryAfter !== null) {
    return error.retryAfter > LONGEST_WAIT ? null : error.retryAfter
  }
  return Math.min(LONGEST_WAIT, BASE_DELAY * 2 ** (attempt - 1)) * (0.5 + random / 2)
}

/**
 * `Retry-After` in milliseconds: seconds or an HTTP date. `null` when absent, unreadable or in the past; the caller
 * decides what is too long.
 */
export function parseRetryAfter(header: string | null, now: number): number | null {
  if (!header) return null
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isFinite(ms) && ms >= 0 ? ms : null
}
