import { json, type Reply } from '../../reply.ts'
import type { CatalogView, EmulatorCountry, EmulatorService } from '../catalog/view.ts'
import type { Action } from '../dialect.ts'
import { askedCountries } from '../filter.ts'

/** All services, or those that have a price in one country. `lang` changes nothing: names stay as they are. */
export function servicesList(badCountry: Reply): Action {
  return ({ catalog }, query) => {
    const asked = query.get('country')
    const countries = askedCountries(catalog, asked)
    if (!countries) return badCountry
    const services = asked ? soldIn(catalog, countries) : catalog.services
    return json({ status: 'success', services: services.map(({ code, name }) => ({ code, name })) })
  }
}

function soldIn(catalog: CatalogView, countries: readonly EmulatorCountry[]): readonly EmulatorService[] {
  const sold = new Set(countries.flatMap(({ id }) => catalog.offersOf(id).map(offer => offer.service)))
  return catalog.services.filter(({ code }) => sold.has(code))
}
