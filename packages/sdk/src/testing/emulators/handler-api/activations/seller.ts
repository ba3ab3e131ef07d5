import type { EmulatorCatalog } from '../catalog/catalog.ts'
import { toMicros } from '../catalog/decimal.ts'
import { createRandom, seedOf } from '../catalog/random.ts'
import type { Lot } from '../catalog/view.ts'
import type { Kept } from './archive.ts'
import type { Order } from './order.ts'
import { inventPhone } from './phone.ts'
import { fits, networkFor, offerFor, type Refusal, type SaleStyle } from './sale.ts'
import type { Timeline } from './timeline.ts'

interface Setting {
  readonly catalog: EmulatorCatalog
  readonly style: SaleStyle
  readonly timeline: Timeline
  readonly seed: number
  /** What the account has, in millionths of a dollar. */
  funds(): number
}

/** Ids of today have ten digits and more than 31 bits. */
const FIRST_ID = 3_000_000_000

/** Sells a number out of the catalog, which falls by one, or says why not. */
export function createSeller({ catalog, style, timeline, seed, funds }: Setting): (order: Order) => Kept | Refusal {
  const random = createRandom(seedOf(seed, 'seller'))
  const countries = new Map(catalog.countries.map(country => [country.id, country]))
  const references = new Set<string>()
  let sold = 0
  let lastId = FIRST_ID

  return order => {
    const reference = style.honours.has('orderId') ? order.reference : null
    if (reference !== null && references.has(reference)) return { refused: 'order-exists' }
    const offer = offerFor(catalog, order, style)
    if ('refused' in offer) return offer
    const country = countries.get(offer.country)
    const operator = networkFor(catalog.operatorsOf(offer.country), order, style, random())
    if (!country || operator === null) return { refused: 'no-numbers' }
    const fitting = fits(order, offer, style)
    const affordable = (lot: Lot) => toMicros(lot.price) <= funds()
    const lot = catalog.sell(offer.country, offer.service, candidate => fitting(candidate) && affordable(candidate))
    if (!lot) {
      const tooDear = catalog.lotsOf(offer).some(candidate => candidate.stock > 0 && fitting(candidate))
      return { refused: tooDear ? 'no-balance' : 'no-numbers' }
    }
    if (reference !== null) references.add(reference)
    sold += 1
    lastId += 1 + Math.floor(random() * 9)
    const boughtAt = timeline.now()
    return {
      id: order.id ?? String(lastId),
      service: offer.service,
      country,
      operator,
      phone: inventPhone(country.dialCode, sold),
      price: toMicros(order.charge ?? lot.price),
      requestAt: order.requestAt,
      boughtAt,
      endsAt: boughtAt + style.lifetime,
      born: timeline.elapsed(),
      canGetAnotherSms: style.repeats(country.id),
      params: order.params,
      state: 'waiting',
      sms: [],
      told: 0,
    }
  }
}
