import { CapabilityError } from '../../errors/access.ts'
import type { RentalOffer, RentalsFacet } from '../../provider/rentals.ts'
import type { CatalogParts } from './catalog.ts'
import { hoursOfProduct } from './hosting.ts'
import { resolveId } from './names.ts'
import { getProducts } from './questions.ts'

/**
 * What is rented in one country. The lengths stand among its products, where they are sold at all; each receives for every
 * service.
 */
export function createRentalOffers(parts: CatalogParts): RentalsFacet['offers'] {
  const { api, provider, currency, names } = parts
  return async ({ service, country }, call) => {
    const operation = 'rentals.offers'
    resolveId('service', service, parts, operation)
    if (country === undefined) {
      throw new CapabilityError(`${provider} tells what it rents for one country at a time`, {
        provider,
        operation,
        hint: 'Name a country.',
      })
    }
    const id = resolveId('country', country, parts, operation)
    const { rows } = await api.send(getProducts(id), call)
    return rows.flatMap(({ id: product, isHosting, price, stock }): RentalOffer[] => {
      const hours = isHosting ? hoursOfProduct(product) : null
      if (hours === null || price === null) return []
      return [
        {
          provider,
          kind: 'rental',
          service: names.service(product),
          country: names.country(id),
          operator: null,
          supplier: null,
          price: { amount: price, currency },
          stock,
          successRate: null,
          hours,
        },
      ]
    })
  }
}
