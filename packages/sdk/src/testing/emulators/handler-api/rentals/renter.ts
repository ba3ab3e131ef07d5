import type { Kept } from '../activations/archive.ts'
import type { Order } from '../activations/order.ts'
import type { Enter } from '../activations/register.ts'
import { networkFor, type SaleStyle } from '../activations/sale.ts'
import type { EmulatorCatalog } from '../catalog/catalog.ts'
import { toMicros } from '../catalog/decimal.ts'
import type { Random } from '../catalog/random.ts'
import type { RentalCatalog } from './rental-catalog.ts'
import { HOUR } from './terms.ts'

/** One rental as it is asked for. */
export interface RentOrder extends Order {
  readonly hours: number
}

/** Why a host does not rent a number out. */
export type RentRefusal =
  | { readonly refused: 'bad-service' | 'bad-country' | 'not-rented' | 'no-numbers' | 'no-balance' }
  /** Nobody rents for so long; these lengths there are. */
  | { readonly refused: 'bad-duration'; readonly hours: readonly number[] }

interface Setting {
  readonly catalog: EmulatorCatalog
  readonly offers: RentalCatalog
  readonly style: SaleStyle
  readonly random: Random
  readonly enter: Enter
  /** What the account has, in millionths of a dollar. */
  funds(): number
}

/** Rents a number out, which lowers the stock by one, or says why not. */
export function createRenter(setting: Setting): (order: RentOrder) => Kept | RentRefusal {
  const { catalog, offers, style, random, enter, funds } = setting
  return order => {
    const { service, hours } = order
    if (!catalog.services.some(({ code }) => code === service)) return { refused: 'bad-service' }
    const country = catalog.countries.find(({ id }) => id === order.country)
    if (!country) return { refused: 'bad-country' }
    const lengths = offers.offersOf(country.id, service)
    if (lengths.length === 0) return { refused: 'not-rented' }
    const offer = lengths.find(candidate => candidate.hours === hours)
    if (!offer) return { refused: 'bad-duration', hours: lengths.map(one => one.hours) }
    const operator = networkFor(catalog.operatorsOf(country.id), order, style, random())
    if (offer.stock === 0 || operator === null) return { refused: 'no-numbers' }
    if (toMicros(offer.price) > funds()) return { refused: 'no-balance' }
    offers.take(offer)
    return enter(order, {
      service,
      country,
      operator,
      price: toMicros(order.charge ?? offer.price),
      lifetime: hours * HOUR,
      canGetAnotherSms: true,
      rental: { hours, extensions: [] },
    })
  }
}
