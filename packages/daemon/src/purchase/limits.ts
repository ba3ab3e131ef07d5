import { microsOf } from './amounts.ts'
import type { Limits } from './policy.ts'

/** What has been bought so far, by one or by all, without the purchase in question. Times are of the database. */
export interface Usage {
  readonly perMinute: number
  readonly perHour: number
  readonly perDay: number
  readonly live: number
  /** Today, in the currency of the purchase. */
  readonly spent: string
  /** When the first of the last minute leaves it, and the first of the last hour; `null` where there is none. */
  readonly minuteFrees: Date | null
  readonly hourFrees: Date | null
  readonly dayEnds: Date
}

/** What is to be bought. */
export interface Wanted {
  /** Its cap. */
  readonly price: string
  readonly currency: string
  /** Whether it brings a number, as more time on one does not. */
  readonly isNumber: boolean
}

/** The limit that is in the way, and until when at the earliest; `null`: until a number ends, or somebody raises it. */
export interface Breach {
  readonly limit: keyof Limits
  readonly until: Date | null
}

/** The first limit that a purchase would break; `null` when it breaks none. What has no amount in its currency is not for sale. */
export function breachOf(limits: Limits, usage: Usage, { price, currency, isNumber }: Wanted): Breach | null {
  const isFull = (limit: number | null, used: number) => limit !== null && used >= limit
  if (isFull(limits.perMinute, usage.perMinute)) return { limit: 'perMinute', until: usage.minuteFrees }
  if (isFull(limits.perHour, usage.perHour)) return { limit: 'perHour', until: usage.hourFrees }
  if (isFull(limits.perDay, usage.perDay)) return { limit: 'perDay', until: usage.dayEnds }
  if (isNumber && isFull(limits.live, usage.live)) return { limit: 'live', until: null }
  if (limits.spendPerDay === null) return null
  const budget = microsOf(limits.spendPerDay.get(currency) ?? '0')
  if (microsOf(price) > budget) return { limit: 'spendPerDay', until: null }
  if (microsOf(usage.spent) + microsOf(price) > budget) return { limit: 'spendPerDay', until: usage.dayEnds }
  return null
}
