import { OneSmsError } from '@onesms/sdk'

const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 60_000
/** Browsers fire a timer at once that is set further ahead. */
const LONGEST_TIMER = 2 ** 31 - 1

/** Whether asking again can help. An error that is not one of ours says nothing, so it can. */
export const canAskAgain = (error: unknown): boolean => !OneSmsError.is(error) || error.retryable

/**
 * Milliseconds until a number is asked for again: twice as long after every failure, up to a minute, and at least what the
 * answer asks for.
 */
export function pauseAfter(failures: number, error: unknown): number {
  const { retryAfter } = Object(error) as { readonly retryAfter?: number | null }
  const asked = Math.min(LONGEST_TIMER, retryAfter ?? 0)
  return Math.max(Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1)), asked)
}
