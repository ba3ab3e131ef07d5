import { ConfigurationError } from '../errors/access.ts'
import type { ErrorContext } from '../errors/base.ts'
import type { RentalDuration } from './rentals.ts'

const HOURS_A_DAY = 24
/** More than ten years nobody rents out. */
const MOST = 99_999

/**
 * How many hours a duration is.
 * @throws {@link ConfigurationError} unless it is a positive whole number of hours or of days, and at most 99,999 hours.
 */
export function hoursOf(duration: RentalDuration, context: ErrorContext): number {
  const { hours, days } = (duration ?? {}) as { readonly hours?: unknown; readonly days?: unknown }
  if ((hours === undefined) === (days === undefined)) {
    throw new ConfigurationError('duration is neither hours nor days', { ...context, hint: 'Such as { days: 7 }.' })
  }
  const [field, count] = hours === undefined ? ['days', days] : ['hours', hours]
  if (!Number.isSafeInteger(count) || Number(count) < 1) {
    throw new ConfigurationError(`duration.${field} is not a positive whole number`, context)
  }
  const total = Number(count) * (field === 'days' ? HOURS_A_DAY : 1)
  if (total <= MOST) return total
  throw new ConfigurationError(`duration is more than ${MOST} hours`, context)
}
