import type { OfferStep, PriceHistory } from '../../db/store/read/admin/prices.ts'

/** A value from an instant on; `null`: none. Times in milliseconds since 1970. */
export interface Point {
  readonly at: number
  readonly value: number | null
}

export interface Series {
  readonly provider: string
  readonly currency: string
  /** The lowest price of what can be bought. */
  readonly price: readonly Point[]
  /** The sum of what is in stock, as far as it is told. */
  readonly stock: readonly Point[]
}

interface Held {
  readonly price: number
  readonly stock: number | null
  readonly isOffered: boolean
}

/**
 * How the lowest price and the stock of each provider moved, oldest first: from what is offered now back through the
 * changes, each of which tells what held before it.
 */
export function priceSeries({ now, offers, steps }: PriceHistory): readonly Series[] {
  const byProvider = new Map<string, { currency: string; held: Map<string, Held> }>()
  for (const { provider, offer, price, stock, available, currency } of offers) {
    const known = byProvider.get(provider) ?? { currency, held: new Map() }
    byProvider.set(provider, known)
    known.held.set(offer, { price: Number(price), stock, isOffered: available })
  }
  return [...byProvider].sort(byName).map(([provider, { currency, held }]) => ({
    ...{ provider, currency },
    ...walkBack(
      held,
      steps.filter(step => step.provider === provider),
      now.getTime(),
    ),
  }))
}

function walkBack(held: Map<string, Held>, steps: readonly OfferStep[], now: number): Pick<Series, 'price' | 'stock'> {
  const price: Point[] = []
  const stock: Point[] = []
  const note = (at: number) => {
    const offered = [...held.values()].filter(({ isOffered }) => isOffered)
    const open = offered.filter(({ stock }) => stock !== 0).map(({ price }) => price)
    price.push({ at, value: open.length > 0 ? Math.min(...open) : null })
    stock.push({ at, value: offered.reduce((sum, { stock }) => sum + (stock ?? 0), 0) })
  }
  note(now)
  // What changed in one instant changed at once.
  for (const together of groupsOf(steps)) {
    note(together.at)
    for (const { offer, change, oldPrice, oldStock } of together.steps) {
      const after = held.get(offer)
      if (!after) continue
      held.set(offer, {
        price: oldPrice === null ? after.price : Number(oldPrice),
        stock: change === 'changed' || change === 'gone' ? oldStock : after.stock,
        isOffered: change === 'changed' || change === 'gone',
      })
    }
    note(together.at)
  }
  return { price: price.reverse(), stock: stock.reverse() }
}

function groupsOf(steps: readonly OfferStep[]): readonly { readonly at: number; readonly steps: OfferStep[] }[] {
  const groups: { at: number; steps: OfferStep[] }[] = []
  for (const step of steps) {
    const last = groups.at(-1)
    if (last?.at === step.at.getTime()) last.steps.push(step)
    else groups.push({ at: step.at.getTime(), steps: [step] })
  }
  return groups
}

const byName = ([left]: readonly [string, unknown], [right]: readonly [string, unknown]) => (left < right ? -1 : 1)
