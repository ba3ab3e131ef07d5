import { z } from 'zod'
import { invalidParameter } from '../query.ts'

/** A time in a query. */
export const instant = z.iso
  .datetime({ offset: true, error: 'must be a time such as 2026-01-31T12:00:00Z' })
  .transform(text => new Date(text))

/** A time in a cursor. */
export const storedInstant = z.iso.datetime().transform(text => new Date(text))

/** From when to before when. */
export interface Window {
  readonly from: Date
  readonly to: Date
}

const DAY = 86_400_000
const MOST_DAYS = 92

/**
 * What of a time is given, and the rest of it: it ends now, and is so many days long.
 *
 * @throws `Problem` for one that is longer than 92 days or ends before it begins.
 */
export function windowOf(
  { from, to }: { readonly from?: Date | undefined; readonly to?: Date | undefined },
  now: Date,
  days: number,
): Window {
  const end = to ?? now
  const window = { from: from ?? new Date(end.getTime() - days * DAY), to: end }
  const length = window.to.getTime() - window.from.getTime()
  if (length <= 0) throw invalidParameter('from', 'must be before to')
  if (length > MOST_DAYS * DAY) throw invalidParameter('from', `must be ${MOST_DAYS} days before to at most`)
  return window
}
