import { fromMicro, toMicro } from '../jobs/micro.ts'
import { type Line, type LineChange, type LineState, resample } from './resample.ts'

/** An offer as it is now, as the tables hold it. */
export interface OfferNow {
  readonly offer: string
  readonly provider: string
  readonly currency: string
  readonly price: string
  readonly stock: number | null
  readonly available: boolean
}

/** A change of an offer, as the tables hold it. */
export interface OfferStep {
  readonly offer: string
  readonly at: Date
  readonly change: 'new' | 'changed' | 'gone' | 'returned'
  readonly old_price: string | null
  readonly price: string | null
  readonly old_stock: number | null
  readonly stock: number | null
}

/** What a provider sold over a time. */
export interface Series {
  readonly provider: string
  readonly currency: string
  /** Since when anything is known. */
  readonly known_since: Date
  readonly points: readonly {
    readonly at: Date
    readonly price: string | null
    readonly stock: number | null
    /** `null`: not known. */
    readonly offers: number | null
  }[]
}

export interface SeriesTimes {
  readonly instants: readonly number[]
  /** Changes before it are forgotten. */
  readonly kept: number
  /** The first run of each provider. */
  readonly since: ReadonlyMap<string, Date>
  /** Later than it nothing has happened yet. */
  readonly until: number
}

/** One series for each provider and currency, in their order. */
export function seriesOf(
  { offers, changes }: { readonly offers: readonly OfferNow[]; readonly changes: readonly OfferStep[] },
  { instants, kept, since, until }: SeriesTimes,
): Series[] {
  const changesOf = groupBy(changes, ({ offer }) => offer)
  return [...groupBy(offers, ({ provider, currency }) => `${provider} ${currency}`)]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, all]) => {
      const [provider = '', currency = ''] = name.split(' ')
      const known = Math.max(kept, since.get(provider)?.getTime() ?? kept)
      const lines = all.map(offer => lineOf(offer, changesOf.get(offer.offer) ?? []))
      const points = resample(lines, instants).map(({ at, price, stock, offers }) =>
        at < known || at > until
          ? { at: new Date(at), price: null, stock: null, offers: null }
          : { at: new Date(at), price: price === null ? null : fromMicro(price), stock, offers },
      )
      return { provider, currency, known_since: new Date(known), points }
    })
}

function groupBy<Item>(items: readonly Item[], nameOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(nameOf(item))
    if (group) group.push(item)
    else groups.set(nameOf(item), [item])
  }
  return groups
}

function lineOf({ available, price, stock }: OfferNow, changes: readonly OfferStep[]): Line {
  return { current: available ? stateOf(price, stock) : null, changes: changes.map(changeOf) }
}

/** Before it is new, or returns, an offer is not sold, whatever it cost before it was gone. */
function changeOf({ at, change, old_price, old_stock, price, stock }: OfferStep): LineChange {
  const isBack = change === 'new' || change === 'returned'
  return {
    at: at.getTime(),
    before: isBack ? null : stateOf(old_price, old_stock),
    after: change === 'gone' ? null : stateOf(price, stock),
  }
}

function stateOf(price: string | null, stock: number | null): LineState | null {
  return price === null ? null : { price: toMicro(price), stock }
}
