import { resolveReference } from '../../catalog/resolve.ts'
import type { CallOptions } from '../../provider/call-options.ts'
import type { Offer } from '../../provider/catalog.ts'
import { checkOfferQuery } from '../../provider/check-offer-query.ts'
import type { CatalogFacet, OfferQuery } from '../../provider/provider.ts'
import type { CountryRef } from '../../provider/references.ts'
import type { HandlerApi } from './api.ts'
import {
  getCountries,
  getOperators,
  getPrices,
  getPricesV2,
  getPricesV3,
  getServicesList,
  type PriceRow,
} from './commands.ts'
import type { HandlerApiDialect } from './dialect.ts'
import type { LadderRow } from './ladders.ts'
import type { NamedId } from './lists.ts'
import type { Names } from './names.ts'
import type { PriceFilter } from './price-row.ts'
import { scanPrices } from './scan.ts'

/** A line of any of the price actions; the oldest knows no suppliers. */
type OfferRow = PriceRow & Partial<Pick<LadderRow, 'supplier'>>

export interface CatalogParts {
  readonly line: HandlerApi
  readonly dialect: HandlerApiDialect
  readonly provider: string
  readonly names: Names
  readonly redact: (text: string) => string
}

/** The catalog of one host. */
export function createCatalog({ line, dialect, provider, names, redact }: CatalogParts): CatalogFacet {
  const { currency } = dialect

  // A list is shown to people and kept in databases: what a host writes into it must not be the key.
  const withoutKey = (rows: readonly NamedId[]) =>
    rows.filter(({ id }) => redact(id) === id).map(({ id, name }) => ({ id, name: redact(name) }))

  const countryId = (country: CountryRef, operation: string) =>
    resolveReference('country', country, names.countries, { provider, operation })

  const toOffer = ({ country, service, supplier = null, price, stock, tiers }: OfferRow): Offer => ({
    provider,
    kind: 'activation',
    service: names.service(service),
    country: names.country(country),
    operator: null,
    supplier,
    price: { amount: price, currency },
    stock,
    successRate: null,
    ...(tiers && { tiers: tiers.map(tier => ({ price: { amount: tier.price, currency }, stock: tier.stock })) }),
  })

  const readOffers = async (filter: PriceFilter, call: CallOptions): Promise<readonly OfferRow[]> => {
    const both = filter.service !== undefined && filter.country !== undefined
    if (both && dialect.precise === 'getPricesV2')
      return (await line.send(getPricesV2(filter, dialect.ladder), call)).rows
    if (both && dialect.precise === 'getPricesV3') return (await line.send(getPricesV3(filter), call)).rows
    return (await line.send(getPrices(filter), call)).rows
  }

  return {
    services: async call =>
      withoutKey((await line.send(getServicesList(), call)).rows).map(({ id, name }) => names.service(id, name)),

    countries: async call =>
      withoutKey((await line.send(getCountries, call)).rows).map(({ id, name }) => names.country(id, name)),

    ...(dialect.operators && {
      operators: async ({ country }, call) => {
        const id = countryId(country, 'catalog.operators')
        return ((await line.send(getOperators(id), call)).get(id) ?? []).map(name => ({ nativeId: name, name }))
      },
    }),

    offers: async (query: OfferQuery, call) => {
      checkOfferQuery(query, { provider, operation: 'catalog.offers' })
      const filter = {
        service:
          query.service === undefined
            ? undefined
            : resolveReference('service', query.service, names.services, { provider, operation: 'catalog.offers' }),
        country: query.country === undefined ? undefined : countryId(query.country, 'catalog.offers'),
      }
      return (await readOffers(filter, call)).map(toOffer)
    },

    async *scan({ countries }, call) {
      const ids = countries?.map(country => countryId(country, 'catalog.scan')) ?? null
      return yield* scanPrices({ api: line, provider, currency, wholeTable: dialect.wholeTable, countries: ids }, call)
    },
  }
}
