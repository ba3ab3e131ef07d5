import type { Offer } from '../../provider/catalog.ts'
import { checkOfferQuery } from '../../provider/check-offer-query.ts'
import { onDemand } from '../../provider/on-demand.ts'
import type { CatalogFacet } from '../../provider/provider.ts'
import type { FiveSimApi } from './api.ts'
import { type Names, resolveId, toOperator } from './names.ts'
import type { PriceRow } from './prices.ts'
import { getCountries, getPrices, getProducts } from './questions.ts'

export interface CatalogParts {
  readonly api: FiveSimApi
  readonly provider: string
  /** ISO 4217, of every price. */
  readonly currency: string
  readonly names: Names
  readonly redact: (text: string) => string
}

/** What the host sells, as it tells guests. */
export function createCatalog(parts: CatalogParts): CatalogFacet {
  const { api, provider, currency, names, redact } = parts
  const loadScan = onDemand(provider, 'reads all prices', () => import('./scan.ts'))

  const toOffer = ({ product, country, operator, price, stock, successRate }: PriceRow): Offer => ({
    provider,
    kind: 'activation',
    service: names.service(product),
    country: names.country(country),
    operator: toOperator(operator),
    supplier: null,
    price: { amount: price, currency },
    stock,
    successRate,
  })
  // A list is shown to people and kept in databases: what a host writes into it must not be the key.
  const isClean = ({ id }: { readonly id: string }) => redact(id) === id

  return {
    services: async call => {
      const { rows } = await api.send(getProducts('any'), call)
      return rows.filter(row => !row.isHosting && isClean(row)).map(({ id }) => names.service(id))
    },

    countries: async call => {
      const { rows } = await api.send(getCountries, call)
      return rows.filter(isClean).map(({ id, name }) => names.country(id, redact(name)))
    },

    operators: async ({ country }, call) => {
      const wanted = resolveId('country', country, parts, 'catalog.operators')
      const { rows } = await api.send(getCountries, call)
      const operators = rows.find(({ id }) => id === wanted)?.operators ?? []
      return operators.filter(id => redact(id) === id).map(nativeId => ({ nativeId, name: nativeId }))
    },

    offers: async (query, call) => {
      const operation = 'catalog.offers'
      checkOfferQuery(query, { provider, operation })
      const { service, country } = query
      const filter = {
        product: service === undefined ? undefined : resolveId('service', service, parts, operation),
        country: country === undefined ? undefined : resolveId('country', country, parts, operation),
      }
      return (await api.send(getPrices(filter), call)).rows.map(toOffer)
    },

    async *scan({ countries }, call) {
      const ids = countries?.map(country => resolveId('country', country, parts, 'catalog.scan')) ?? null
      const { scanPrices } = await loadScan()
      return yield* scanPrices({ api, provider, currency, countries: ids }, call)
    },
  }
}
