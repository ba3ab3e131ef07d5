import { compareMoney, type Money } from '../money/money.ts'
import type { Offer } from '../provider/catalog.ts'
import type { OutcomeCount } from './outcomes.ts'
import type { Convert } from './rates.ts'

/**
 * Who is asked first. `order`: as they were given. `cheapest` and `most-stock`: by what they offer now. `success`: by how
 * often their numbers received an SMS.
 */
export type FailoverStrategy = (typeof strategies)[number]

export const strategies = ['order', 'cheapest', 'most-stock', 'success'] as const

/** What is known of one member at the moment of a purchase. */
export interface Standing<Member> {
  readonly member: Member
  /** What it has of what is wanted; `null` when it could not be read, or was not asked. */
  readonly offers: readonly Offer[] | null
  readonly remembered: OutcomeCount
}

/** How good a member is: a later class comes after an earlier one, whatever their values. */
interface Place {
  readonly class: 'known' | 'untold' | 'unread'
  readonly value: number
}

const CLASSES = ['known', 'untold', 'unread'] as const
const UNREAD: Place = { class: 'unread', value: 0 }
const UNTOLD: Place = { class: 'untold', value: 0 }

/** The members, the best first; of equals, and of those nobody knows, in the order given. */
export function rank<Member>(
  strategy: FailoverStrategy,
  standings: readonly Standing<Member>[],
  currency: string,
  convert: Convert,
): readonly Member[] {
  const places = placesOf(strategy, standings, currency, convert)
  const order = standings.map((_, index) => index)
  order.sort((left, right) => comparePlaces(places[left] ?? UNREAD, places[right] ?? UNREAD) || left - right)
  return order.flatMap(index => standings[index] ?? []).map(({ member }) => member)
}

function placesOf(
  strategy: FailoverStrategy,
  standings: readonly Standing<unknown>[],
  currency: string,
  convert: Convert,
): readonly Place[] {
  if (strategy === 'order') return standings.map(() => UNTOLD)
  if (strategy === 'success') return standings.map(standing => ({ class: 'known', value: -successOf(standing) }))
  if (strategy === 'most-stock') return standings.map(({ offers }) => (offers ? placeByStock(offers) : UNREAD))
  return placesByPrice(standings.map(({ offers }) => offers && lowestPrice(offers, currency, convert)))
}

function comparePlaces(left: Place, right: Place): number {
  return CLASSES.indexOf(left.class) - CLASSES.indexOf(right.class) || left.value - right.value
}

/** Prices of one currency; equal ones get equal places. */
function placesByPrice(prices: readonly (Money | null)[]): readonly Place[] {
  const ladder = prices.filter(price => price !== null).sort(compareMoney)
  return prices.map(price =>
    price ? { class: 'known', value: ladder.findIndex(step => compareMoney(step, price) === 0) } : UNREAD,
  )
}

/** `null`: nothing is for sale, or in a currency of which nobody tells the rate. */
function lowestPrice(offers: readonly Offer[], currency: string, convert: Convert): Money | null {
  const prices = offers
    .filter(({ stock }) => stock !== 0)
    .map(({ price }) => convert(price, currency, 'nearest'))
    .filter(price => price !== null)
    .sort(compareMoney)
  return prices[0] ?? null
}

function placeByStock(offers: readonly Offer[]): Place {
  const told = offers.map(({ stock }) => stock).filter(stock => stock !== null)
  if (told.length === 0 && offers.length > 0) return UNTOLD
  return { class: 'known', value: -told.reduce((sum, stock) => sum + stock, 0) }
}

/** Between 0 and 1; what nobody knows counts as even. */
function successOf({ offers, remembered: { delivered, total } }: Standing<unknown>): number {
  const told = (offers ?? []).map(({ successRate }) => successRate).filter(rate => rate !== null)
  return total === 0 && told.length > 0 ? Math.max(...told) : (delivered + 1) / (total + 2)
}
