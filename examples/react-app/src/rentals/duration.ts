import type { RentalDuration } from '@onesms/sdk'
import type { Format } from '../format/format.ts'
import type { Dictionary } from '../i18n/dictionary.ts'

/** Hours as people say them. */
export function durationText(hours: number, { rentals }: Dictionary, format: Pick<Format, 'count'>): string {
  if (hours % 24 !== 0) return rentals.hours(hours, format.count(hours))
  return rentals.days(hours / 24, format.count(hours / 24))
}

export const durationOf = (hours: number): RentalDuration => ({ hours })

interface Priced {
  readonly hours: number
  readonly price: { readonly amount: string }
  readonly stock?: number | null
}

/** One offer for each length, the cheapest that there is; the shortest first. */
export function byDuration<Offer extends Priced>(offers: readonly Offer[]): readonly Offer[] {
  const best = new Map<number, Offer>()
  for (const offer of offers) {
    const known = best.get(offer.hours)
    if (offer.stock === 0) continue
    if (!known || Number(offer.price.amount) < Number(known.price.amount)) best.set(offer.hours, offer)
  }
  return [...best.values()].sort((left, right) => left.hours - right.hours)
}
