import { ConfigurationError } from '../../errors/access.ts'
import type { ErrorContext } from '../../errors/base.ts'
import type { RentalDuration } from '../../provider/rentals.ts'

const MOST = 99_999

/** A duration in whole hours. @throws {@link ConfigurationError} for one that is none. */
export function hoursOf(duration: RentalDuration, context: ErrorContext): number {
  const { hours, days }: { readonly hours?: unknown; readonly days?: unknown } = duration
  const total = hours === undefined ? Number(days) * 24 : Number(hours)
  const isOne = (hours === undefined) !== (days === undefined)
  if (isOne && Number.isInteger(total) && total > 0 && total <= MOST) return total
  throw new ConfigurationError('duration is no length of whole hours', { ...context, hint: 'Such as { days: 7 }.' })
}
