import { type Reply, written } from '../../reply.ts'
import type { EmulatorOffer } from '../catalog/view.ts'
import type { Action } from '../dialect.ts'
import { entry, object } from '../json-text.ts'

interface NumbersStatus {
  /** The country that is meant when none is named; without it the question is refused. */
  readonly defaultCountry?: string
  readonly badCountry: Reply
  key(offer: EmulatorOffer): string
  /** JSON literal of a count. */
  count(stock: number): string
}

/** The stock of one country by service, no prices; an empty object for a country that is not sold. */
export function numbersStatus({ defaultCountry, badCountry, key, count }: NumbersStatus): Action {
  return ({ catalog, spelling }, query) => {
    const country = query.get('country') || defaultCountry
    if (country === undefined || !/^\d+$/.test(country)) return badCountry
    const rows = catalog.offersOf(country).map(offer => entry(key(offer), spelling.count(count(offer.stock))))
    return written(object(rows))
  }
}
