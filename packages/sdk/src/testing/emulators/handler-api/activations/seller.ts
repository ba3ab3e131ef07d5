import type { EmulatorCatalog } from '../catalog/catalog.ts'
import { toMicros } from '../catalog/decimal.ts'
import type { Random } from '../catalog/random.ts'
import type { Lot } from '../catalog/view.ts'
import type { Kept } from './archive.ts'
import type { Order } from './order.ts'
import type { Enter } from './register.ts'
import { fits, networkFor, offerFor, type Refusal, type SaleStyle } from './sale.ts'

interface Setting {
  readonly catalog: EmulatorCatalog
  readonly style: SaleStyle
  readonly random: Random
  readonly enter: Enter
  /** What the account has, in millionths of a dollar. */
  funds(): number
}

/** Sells a number out of the catalog, which falls by one, or says why not. */
export function createSeller({ catalog, style, random, enter, funds }: Setting): (order: Order) => Kept | Refusal {
  const countries = new Map(catalog.countries.map(country => [country.id, country]))
  const references = new Set<string>()

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
    return enter(order, {
      service: offer.service,
      country,
      operator,
      price: toMicros(order.charge ?? lot.price),
      lifetime: style.lifetime,
      canGetAnotherSms: style.repeats(country.id),
      rental: null,
    })
  }
}
